/** How this kernel is set up: from the environment, then `trovato.toml`, then defaults. */
export interface Settings {
  /** `DATABASE_URL`; undefined: the embedded database in `data`. */
  readonly databaseUrl: string | undefined;
  /** `REDIS_URL`; undefined: kernels share no cache. */
  readonly redisUrl: string | undefined;
  /** `PORT`, default 3000; 0 is any free one. */
  readonly port: number;
  /** `HOST`, default `127.0.0.1`. */
  readonly host: string;
  /** `TROVATO_DATA`, absolute: folder of the embedded database and local files; default `./data`. */
  readonly data: string;
  /** `TROVATO_SECRET`: signs cookies and form tokens; default: made once, kept in `data`. */
  readonly secret: string;
  /** `TROVATO_BASE_URL`, no slash at the end; default: what the request says. */
  readonly baseUrl: string | undefined;
  /** `TROVATO_LOG_LEVEL`. */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `TROVATO_ENV=production` or `NODE_ENV=production`: no template reloading, JSON log. */
  readonly production: boolean;
  /** `TROVATO_THEME_DEBUG`: comments in pages say which template made each part; never in production. */
  readonly themeDebug: boolean;
  /** `TROVATO_CRON=false`: this kernel does nothing by itself that is due; `bin/trovato cron` does. */
  readonly cron: boolean;
  /** `TROVATO_WORKERS=false`: this kernel works on no jobs; `bin/trovato worker` does. */
  readonly workers: boolean;
  /** `TROVATO_PLUGIN_…`: what plugins may use up; what is not set has its default there. */
  readonly pluginLimits: PluginLimitSettings;
}

/** What plugins may use up. */
export interface PluginLimitSettings {
  /** `TROVATO_PLUGIN_THREADS`. */
  readonly threads?: number;
  /** `TROVATO_PLUGIN_MEMORY`, there in MiB: bytes that a plugin may have in one thread. */
  readonly memory?: number;
  /** `TROVATO_PLUGIN_READ_TIME`: milliseconds for a tap that only reads. */
  readonly viewDeadline?: number;
  /** `TROVATO_PLUGIN_SAVE_TIME`: milliseconds for a tap that may save. */
  readonly changeDeadline?: number;
  /** `TROVATO_PLUGIN_WORK_TIME`: milliseconds for a tap that no page waits for. */
  readonly workDeadline?: number;
  /** `TROVATO_PLUGIN_START_TIME`: milliseconds to start. */
  readonly startDeadline?: number;
  /** `TROVATO_PLUGIN_FAILURES`: so many in a minute, then a plugin is stopped. */
  readonly failures?: number;
}
