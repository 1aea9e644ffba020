import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { TomlError, parse } from 'smol-toml';
import { Misconfigured } from './errors.ts';
import { isObject } from './json.ts';
import type { Problem } from './problems.ts';
import { keptSecret } from './kept-secret.ts';
import type { PluginLimitSettings, Settings } from './settings.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const SHORTEST_SECRET = 32;

type Environment = Readonly<Record<string, string | undefined>>;

/** The name of each setting in the environment and in `trovato.toml`. */
const NAMES = {
  databaseUrl: ['DATABASE_URL', 'database_url'],
  redisUrl: ['REDIS_URL', 'redis_url'],
  port: ['PORT', 'port'],
  host: ['HOST', 'host'],
  data: ['TROVATO_DATA', 'data'],
  secret: ['TROVATO_SECRET', 'secret'],
  baseUrl: ['TROVATO_BASE_URL', 'base_url'],
  logLevel: ['TROVATO_LOG_LEVEL', 'log_level'],
  environment: ['TROVATO_ENV', 'environment'],
  themeDebug: ['TROVATO_THEME_DEBUG', 'theme_debug'],
  cron: ['TROVATO_CRON', 'cron'],
  workers: ['TROVATO_WORKERS', 'workers'],
  threads: ['TROVATO_PLUGIN_THREADS', 'plugin_threads'],
  memory: ['TROVATO_PLUGIN_MEMORY', 'plugin_memory'],
  viewDeadline: ['TROVATO_PLUGIN_READ_TIME', 'plugin_read_time'],
  changeDeadline: ['TROVATO_PLUGIN_SAVE_TIME', 'plugin_save_time'],
  workDeadline: ['TROVATO_PLUGIN_WORK_TIME', 'plugin_work_time'],
  startDeadline: ['TROVATO_PLUGIN_START_TIME', 'plugin_start_time'],
  failures: ['TROVATO_PLUGIN_FAILURES', 'plugin_failures'],
} as const satisfies Record<string, readonly [string, string]>;
type Name = keyof typeof NAMES;

const MIB = 2 ** 20;

/** The least and the most of what plugins may use up, and how much one of it is. */
const LIMITS = {
  threads: [1, 64, 1, 'a number of threads'],
  memory: [4, 2_048, MIB, 'a number of MiB'],
  viewDeadline: [10, 60_000, 1, 'milliseconds'],
  changeDeadline: [10, 60_000, 1, 'milliseconds'],
  workDeadline: [10, 600_000, 1, 'milliseconds'],
  startDeadline: [100, 60_000, 1, 'milliseconds'],
  failures: [1, 1_000, 1, 'a number of failures'],
} as const satisfies { readonly [Limit in keyof PluginLimitSettings]-?: Bounds };
type Bounds = readonly [least: number, most: number, unit: number, what: string];

/**
 * Reads the settings from the environment, then from `trovato.toml` in `folder`, then from the
 * defaults. Throws `Misconfigured` with everything that is wrong at once.
 */
export function loadSettings(environment: Environment, folder: string): Settings {
  const file = readFile(join(folder, 'trovato.toml'));
  const problems: Problem[] = [];
  const known = new Set<string>(Object.values(NAMES).map(([, key]) => key));
  for (const key of Object.keys(file).filter((key) => !known.has(key))) {
    problems.push({
      pointer: `/${key}`,
      code: 'unknown_setting',
      message: `trovato.toml has no setting "${key}"; it knows ${[...known].join(', ')}.`,
    });
  }

  /** The setting as `read` understands it, or undefined when it is not given or not right. */
  function setting<Value>(
    name: Name,
    expected: string,
    read: (text: string) => Value | undefined,
  ): Value | undefined {
    const [variable, key] = NAMES[name];
    const fromEnvironment = environment[variable];
    const given = fromEnvironment || file[key];
    if (given === undefined || given === '') return undefined;
    const isPlain =
      typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
    const value = isPlain ? read(String(given)) : undefined;
    if (value === undefined) {
      const place = fromEnvironment ? variable : `"${key}" in trovato.toml`;
      // What was given is not repeated: it may hold a password.
      problems.push({
        pointer: `/${key}`,
        code: 'invalid_setting',
        message: `${place} should be ${expected}.`,
      });
    }
    return value;
  }

  const databaseUrl = setting(
    'databaseUrl',
    'the address of a PostgreSQL database, like postgres://user:password@localhost:5432/trovato',
    (text) => (/^postgres(?:ql)?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined),
  );
  const redisUrl = setting(
    'redisUrl',
    'the address of a Redis server, like redis://user:password@localhost:6379/0',
    (text) => (/^rediss?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined),
  );
  const port = setting('port', 'a number from 0 to 65535', (text) =>
    /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined,
  );
  const host = setting('host', 'a host name or an address like 127.0.0.1 or 0.0.0.0', (text) =>
    /^[\w.:-]+$/.test(text) ? text : undefined,
  );
  const data = setting('data', 'the path of a folder', (text) =>
    text.includes('\0') ? undefined : text,
  );
  const secret = setting('secret', `at least ${SHORTEST_SECRET} characters long`, (text) =>
    text.length >= SHORTEST_SECRET ? text : undefined,
  );
  const baseUrl = setting('baseUrl', 'an address like https://example.org', asBaseUrl);
  const logLevel = setting('logLevel', `one of ${LOG_LEVELS.join(', ')}`, (text) =>
    LOG_LEVELS.find((level) => level === text),
  );
  const kind =
    setting('environment', 'production or development', (text) =>
      text === 'production' || text === 'development' ? text : undefined,
    ) ?? environment['NODE_ENV'];

  const themeDebug = setting('themeDebug', 'true or false', asBoolean);
  const cron = setting('cron', 'true or false', asBoolean);
  const workers = setting('workers', 'true or false', asBoolean);
  const limit = (name: keyof typeof LIMITS): PluginLimitSettings => {
    const [least, most, unit, what] = LIMITS[name];
    const given = setting(name, `${what} from ${least} to ${most}`, (text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
      return number >= least && number <= most ? number : undefined;
    });
    return given === undefined ? {} : { [name]: given * unit };
  };
  const pluginLimits: PluginLimitSettings = {
    ...limit('threads'),
    ...limit('memory'),
    ...limit('viewDeadline'),
    ...limit('changeDeadline'),
    ...limit('workDeadline'),
    ...limit('startDeadline'),
    ...limit('failures'),
  };

  if (problems.length > 0) {
    const sentences = problems.map(({ message }) => message).join(' ');
    throw new Misconfigured('settings.invalid', sentences, { problems });
  }
  const dataFolder = absolute(data ?? 'data', folder);
  return {
    databaseUrl,
    redisUrl,
    port: port ?? 3000,
    host: host ?? '127.0.0.1',
    data: dataFolder,
    secret: secret ?? keptSecret(dataFolder),
    baseUrl,
    logLevel: logLevel ?? 'info',
    production: kind === 'production',
    themeDebug: themeDebug === true && kind !== 'production',
    cron: cron ?? true,
    workers: workers ?? true,
    pluginLimits,
  };
}

function readFile(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Misconfigured('settings.unreadable', `${path} cannot be read: ${String(error)}`, {
      cause: error,
    });
  }
  try {
    const parsed: unknown = parse(text);
    return isObject(parsed) ? parsed : {};
  } catch (error) {
    // Its own message shows the line itself, which may hold a password.
    const place = error instanceof TomlError ? ` in line ${error.line}` : '';
    throw new Misconfigured('settings.unreadable', `${path} is not valid TOML${place}.`);
  }
}

function asBaseUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.search !== '' || url.hash !== '' || url.username !== '') return undefined;
  return text.replace(/\/+$/, '');
}

function asBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}
