import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: the second start takes half as long.
enableCompileCache(fileURLToPath(new URL('../.cache/compile', import.meta.url)));

const { loadSettings, TrovatoError } = await import('#base');
const { serve } = await import('./serve.ts');
const { isInstalled } = await import('#install');

/** Open requests are answered within this time; what still hangs then is cut off. */
const DRAIN = 4_000;

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

// npm hands a signal on to the shell that it starts us in, not to us: when that shell is gone, so
// is whoever started the site, and the port and the data folder must be free again.
if (process.env['npm_lifecycle_event'] === 'start') {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && ending.abort(), 500).unref();
}

try {
  const settings = loadSettings(process.env, process.cwd());
  const site = await serve(settings, ending.signal, (url) =>
    console.log(
      `Trovato listens on ${settings.baseUrl ?? url} and answers 503 until the database is there.`,
    ),
  );
  console.log(`Trovato listens on ${settings.baseUrl ?? site.url}`);
  if (!isInstalled(site.kernel.variables)) {
    console.log(
      'Nothing is installed yet. Open the site to set it up, or run: bin/trovato install --help',
    );
  }
  if (site.signIn !== undefined) {
    console.log(`Sign in as the administrator, once, within a day: ${site.signIn}`);
  }
  if (site.kernel.database.kind === 'embedded') {
    console.log(
      `The embedded database in ${settings.data} is safe against crashes of the program, but not against power loss. Set DATABASE_URL to use PostgreSQL.`,
    );
  }
  const end = () => {
    setTimeout(() => process.exit(0), DRAIN).unref();
    site[Symbol.asyncDispose]().then(
      () => process.exit(0),
      (error: unknown) => {
        site.kernel.log.error({ err: error }, 'The program did not end cleanly');
        process.exit(1);
      },
    );
  };
  if (ending.signal.aborted) end();
  else ending.signal.addEventListener('abort', end);
} catch (error) {
  if (ending.signal.aborted) process.exit(0);
  console.error(error instanceof TrovatoError ? error.message : error);
  process.exit(1);
}
