import { Conflict, loadSettings, type Settings, TrovatoError } from '#base';
import { createKernel, type Kernel } from '#kernel';
import { createLog } from '#platform/telemetry';
import type { Surroundings } from './surroundings.ts';

/** The settings as the command sees them. */
export function settingsOf({ environment, folder }: Surroundings): Settings {
  return loadSettings(environment, folder);
}

/** Runs `work` with the whole program, which listens nowhere, and ends it. */
export async function withKernel<Result>(
  surroundings: Surroundings,
  work: (kernel: Kernel) => Promise<Result>,
): Promise<Result> {
  await using kernel = await openKernel(surroundings);
  // Awaited here: the kernel ends when this function does.
  return await work(kernel);
}

async function openKernel(surroundings: Surroundings): Promise<Kernel> {
  const settings = settingsOf(surroundings);
  // What a command did, it says itself; the log is for what somebody has to look into.
  const logLevel = settings.logLevel === 'info' ? 'warn' : settings.logLevel;
  const { stderr } = surroundings;
  const output = { isTTY: stderr.isTTY === true, write: (line: string) => void stderr.write(line) };
  const log = createLog({ ...settings, logLevel }, output);
  try {
    return await createKernel(settings, { log });
  } catch (error) {
    throw isInUse(error) ? new SiteIsRunning(error) : error;
  }
}

function isInUse(error: unknown): error is TrovatoError {
  return error instanceof TrovatoError && error.code === 'database.folder_in_use';
}

/** The embedded database takes one process at a time. */
class SiteIsRunning extends Conflict {
  constructor(cause: TrovatoError) {
    const [, pid] = /process (\d+)/.exec(cause.message) ?? [];
    super(
      'cli.site_is_running',
      `The site is running${pid === undefined ? '' : ` (process ${pid})`}, and the embedded database takes one process at a time. Stop the site first, or set DATABASE_URL to use PostgreSQL, which takes many.`,
      { cause },
    );
  }
}
