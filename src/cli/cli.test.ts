import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

/** Runs a command in this process: for what needs no site. */
async function run(args: readonly string[], environment: Record<string, string> = {}) {
  let [stdout, stderr] = ['', ''];
  const code = await runCommand(args, {
    environment,
    folder: '/',
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text) },
  });
  return { code, stdout, stderr };
}

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery'.split(
    ' ',
  );

test('wrong usage is said, with exit code 2 and the way to help', async () => {
  for (const args of [
    ['fly'],
    ['install'],
    ['token', 'create', 'a', '--scope', 'all'],
    ['--what'],
  ]) {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^error: .*\nAdd --help/);
    const forPrograms = await run([...args, '--json']);
    const answer = JSON.parse(forPrograms.stdout) as { error: { code: string } };
    assert.equal(answer.error.code, 'cli.wrong_usage');
  }
});

test('every command can say how it is used', async () => {
  const help = await run(['--help']);
  assert.equal(help.code, 0);
  const names = [...help.stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  assert.ok(names.length >= 10);
  for (const name of names) {
    assert.equal((await run([name ?? '', '--help'])).code, 0, String(name));
  }
});

test('settings that are wrong are one sentence, and a stack only for those who ask', async () => {
  const wrong = { TROVATO_DATA: '/nowhere/data', PORT: 'many' };
  const said = await run(['migrate'], wrong);
  assert.deepEqual([said.code, said.stdout], [1, '']);
  assert.match(said.stderr, /^PORT should be a number/);
  assert.doesNotMatch(said.stderr, /at .*\.ts:/);
  const debug = await run(['migrate'], { ...wrong, TROVATO_LOG_LEVEL: 'debug' });
  assert.match(debug.stderr, /at .*\.ts:/);
});

test('a site from the first command to the last', async () => {
  await using trovato = await openCommandLine();
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await trovato.run([...args, '--json']);
    assert.equal(stdout.trim().split('\n').length, 1, 'One object and nothing else.');
    return { code, stderr, answer: JSON.parse(stdout) as Record<string, unknown> };
  };

  const sick = await json('doctor');
  assert.equal(sick.code, 1);
  assert.equal((await trovato.run(INSTALL)).code, 0);
  const again = await json(...INSTALL);
  assert.equal(again.code, 1);
  assert.partialDeepStrictEqual(again.answer, { error: { code: 'install.already_installed' } });
  assert.deepEqual((await json('migrate')).answer, { applied: [] });

  const link = await trovato.run(['login-link', 'ada']);
  assert.match(link.stdout, /^http:\/\/localhost:3000\/user\/login-link\/\S+\n$/);
  const token = await json('token', 'create', 'Ada', '--scope', 'read', '--expires', '2099-01-01');
  assert.partialDeepStrictEqual(token.answer, { scopes: ['read'] });

  await json('user', 'create', 'Ben', '--role', 'editor');
  const roles = await json('user', 'role', 'ben', 'editor', '--remove');
  assert.deepEqual(roles.answer['roles'], []);
  assert.partialDeepStrictEqual((await json('user', 'block', 'ben')).answer, { active: false });
  assert.partialDeepStrictEqual((await json('user', 'unblock', 'ben')).answer, { active: true });
  const nobody = await trovato.run(['login-link', 'nobody']);
  assert.deepEqual([nobody.code, nobody.stderr], [1, 'There is no user “nobody”.\n']);

  const file = join(trovato.folder, 'all.ndjson');
  assert.partialDeepStrictEqual((await json('export', 'items', '--out', file)).answer, {
    items: 4,
  });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  assert.equal(lines.length, 4);
  await writeFile(file, `${lines.join('\n')}\n{"no": "item"}\n`);
  const imported = await json('import', 'items', file, '--report', 'report.ndjson');
  assert.equal(imported.code, 1);
  assert.partialDeepStrictEqual(imported.answer, { unchanged: 4, refused: 1, created: 0 });
  const report = await readFile(join(trovato.folder, 'report.ndjson'), 'utf8');
  assert.partialDeepStrictEqual(JSON.parse(report), { outcome: 'refused', position: 5 });

  const healthy = await json('doctor');
  assert.equal(healthy.code, 0, JSON.stringify(healthy.answer));
});

test('who reads only the beginning of an export gets it, and no complaint', async () => {
  await using trovato = await openCommandLine();
  assert.equal((await trovato.run(INSTALL)).code, 0);
  const line = (await trovato.run(['export', 'items'])).stdout.split('\n')[0] ?? '';
  const all = join(trovato.folder, 'all.ndjson');
  const { title, ...rest } = JSON.parse(line) as { title: string; id: string };
  const copies = Array.from({ length: 400 }, (_, number) => {
    const id = `${rest.id.slice(0, -4)}${(4096 + number).toString(16)}`;
    return JSON.stringify({ ...rest, id, title: `${title} ${number} ${'long '.repeat(40)}` });
  });
  await writeFile(all, copies.join('\n'));
  assert.equal((await trovato.run(['import', 'items', all])).code, 0);

  const child = trovato.start(['export', 'items']);
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => void (complaint += text.toString()));
  child.stdout?.once('data', () => child.stdout?.destroy());
  const [code]: unknown[] = await once(child, 'exit');
  assert.deepEqual([code, complaint], [0, '']);
});

test('the doctor names each thing that is wrong, and what to do', async () => {
  await using trovato = await openCommandLine();
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const address = server.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const { code, stdout } = await trovato.run(['doctor'], {
    PORT: port,
    TROVATO_SECRET: 'a'.repeat(40),
  });
  server.close();
  assert.equal(code, 1);
  assert.match(stdout, /^✗ Secret: .*easy to guess\n {2}Make another/m);
  assert.match(stdout, new RegExp(`^✗ Port: ${port} is in use\n {2}`, 'm'));
  assert.match(stdout, /^✓ Node: /m);
  assert.match(stdout, /things are wrong\.\n$/);
  const settings = await trovato.run(['doctor'], { PORT: 'x' });
  assert.match(settings.stdout, /^✗ Settings: PORT should be a number/m);
  const down = await trovato.run(['doctor'], { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' });
  assert.match(down.stdout, /^✗ Database: PostgreSQL at .* cannot be used/m);
});

test('an installation says at once all that it was not told, and takes the password unseen', async () => {
  await using trovato = await openCommandLine();
  const nothing = await trovato.run(['install']);
  assert.equal(nothing.code, 2);
  assert.match(
    nothing.stderr,
    /^error: say --site-name, --admin-name, --admin-mail and --admin-password as well\./,
  );
  const args = INSTALL.slice(0, INSTALL.indexOf('--admin-password'));
  const some = await trovato.run(args);
  assert.match(some.stderr, /^error: say --admin-password as well\./);
  const environment = { TROVATO_ADMIN_PASSWORD: 'correct-horse-battery' };
  assert.equal((await trovato.run(args, environment)).code, 0);
});

test('while the site runs on the embedded database, a command says who holds it', async () => {
  const embedded = { DATABASE_URL: '' };
  await using trovato = await openCommandLine();
  const site = trovato.start(['start'], { PORT: '0', ...embedded });
  try {
    let said = '';
    await new Promise<void>((ready) => {
      site.stdout?.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('listens')) ready();
      });
    });
    const { code, stderr } = await trovato.run(['login-link', 'admin'], embedded);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^The site is running \\(process ${site.pid}\\)`));
    const port = /:(\d+)$/m.exec(said)?.[1] ?? '';
    const doctor = await trovato.run(['doctor'], { ...embedded, PORT: port });
    assert.equal(doctor.code, 0, doctor.stdout);
    assert.match(
      doctor.stdout,
      /^✓ Lock: process \d+ has the data folder, as it should while the site runs$/m,
    );
    assert.match(doctor.stdout, /^– Database: not looked at, since the data folder is in use/m);
    const free = String(await freePort());
    const elsewhere = await trovato.run(['doctor'], { ...embedded, PORT: free });
    assert.equal(elsewhere.code, 1);
    assert.match(
      elsewhere.stdout,
      new RegExp(
        `^✗ Lock: process \\d+ has the data folder, and nobody listens on port ${free}$`,
        'm',
      ),
    );
  } finally {
    site.kill('SIGKILL');
  }
  return undefined;
});

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
