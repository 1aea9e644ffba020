/** How this kernel is set up: from the environment, then `trovato.toml`, then defaults. */
export interface Settings {
  /** `DATABASE_URL`; undefined: the embedded database in `data`. */
  readonly databaseUrl: string | undefined;
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
}
