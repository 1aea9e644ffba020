/**
 * The house, from the top floor down. A room may use every room on a lower floor. What it uses on
 * its own floor is listed here under `beside`; the tests compare it with what the code does.
 */
export interface Floor {
  readonly name: string;
  readonly rooms: readonly Room[];
}

export interface Room {
  /** Its folder under `src/`, or its file without `.ts`. */
  readonly path: string;
  /** What is in it, in a few words. */
  readonly holds: string;
  /** Rooms on the same floor that it may use. */
  readonly beside?: readonly string[];
}

export const HOUSE: readonly Floor[] = [
  {
    name: 'commands and wiring',
    rooms: [
      { path: 'main', holds: 'npm start', beside: ['serve'] },
      { path: 'serve', holds: 'a kernel that listens', beside: ['kernel'] },
      { path: 'cli', holds: 'bin/trovato', beside: ['kernel', 'main'] },
      { path: 'kernel', holds: 'puts all rooms together' },
    ],
  },
  {
    name: 'web and set-up',
    rooms: [
      { path: 'web', holds: 'HTTP, sessions in cookies, pages, errors, assets' },
      { path: 'install', holds: 'recipes, the first start, the wizard' },
      { path: 'plugins', holds: 'runs WebAssembly plugins, apart from everything' },
    ],
  },
  {
    name: 'discovery',
    rooms: [{ path: 'discovery/gather', holds: 'listings as data: the query engine' }],
  },
  {
    name: 'records',
    rooms: [
      {
        path: 'records/items',
        holds: 'content, its types, revisions, REST',
        beside: ['records/stages'],
      },
      {
        path: 'records/transfer',
        holds: 'import and export of content',
        beside: ['records/items', 'records/categories'],
      },
      {
        path: 'records/categories',
        holds: 'vocabularies and terms',
        beside: ['records/stages'],
      },
      { path: 'records/files', holds: 'uploads and downloads' },
      { path: 'records/users', holds: 'people, roles, sessions, tokens' },
      { path: 'records/appearance', holds: 'which theme readers see, and its settings' },
      {
        path: 'records/site',
        holds: 'what the site is called, and its settings',
        beside: ['records/stages'],
      },
      { path: 'records/formats', holds: 'which text formats there are' },
      {
        path: 'records/plugin-pages',
        holds: 'pages and forms that plugins bring',
        beside: ['records/plugins'],
      },
      { path: 'records/plugins', holds: 'which plugins there are and are asked' },
      { path: 'records/cron', holds: 'what is done again and again, on one server at a time' },
      {
        path: 'records/jobs',
        holds: 'what the site does in the background, and the jobs of plugins',
      },
      { path: 'records/stages', holds: 'parallel versions of the site' },
    ],
  },
  {
    name: 'grammar',
    rooms: [
      {
        path: 'grammar/fields',
        holds: 'field types',
        beside: [
          'grammar/forms',
          'grammar/formats',
          'grammar/routes',
          'grammar/render',
          'grammar/access',
        ],
      },
      {
        path: 'grammar/forms',
        holds: 'declarative forms',
        beside: ['grammar/routes', 'grammar/taps', 'grammar/render', 'grammar/access'],
      },
      {
        path: 'grammar/theme',
        holds: 'templates to HTML',
        beside: ['grammar/routes', 'grammar/taps', 'grammar/render', 'grammar/access'],
      },
      {
        path: 'grammar/formats',
        holds: 'user text made safe',
        beside: ['grammar/forms', 'grammar/taps', 'grammar/render', 'grammar/access'],
      },
      {
        path: 'grammar/routes',
        holds: 'how rooms declare pages and endpoints',
        beside: ['grammar/render', 'grammar/access'],
      },
      { path: 'grammar/feeds', holds: 'feeds: RSS, Atom, JSON', beside: ['grammar/render'] },
      { path: 'grammar/render', holds: 'the render tree' },
      { path: 'grammar/taps', holds: 'where plugins are asked', beside: ['grammar/access'] },
      { path: 'grammar/config', holds: 'variables: what the site is called, and the like' },
      { path: 'grammar/access', holds: 'actors, permissions, request context' },
    ],
  },
  {
    name: 'platform',
    rooms: [
      { path: 'platform/database', holds: 'PostgreSQL, embedded or served; migrations' },
      {
        path: 'platform/cache',
        holds: 'what was computed, until what it was made from changes',
        beside: ['platform/database', 'platform/telemetry'],
      },
      { path: 'platform/files-store', holds: 'where bytes are kept' },
      { path: 'platform/telemetry', holds: 'the log' },
      {
        path: 'platform/queue',
        holds: 'jobs that are done after a change, on any server',
        beside: ['platform/database', 'platform/telemetry'],
      },
    ],
  },
  { name: 'base', rooms: [{ path: 'base', holds: 'ids, errors, JSON, clock, settings' }] },
];

/** Libraries that belong to one room, so that they can be replaced there. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  fastify: 'web',
  pg: 'platform/database',
  'pg-protocol': 'platform/database',
  '@electric-sql/pglite': 'platform/database',
  '@redis/client': 'platform/cache',
  pino: 'platform/telemetry',
  'minijinja-js': 'grammar/theme',
  '@node-rs/argon2': 'records/users',
  commander: 'cli',
  '@bytecodealliance/jco-transpile': 'plugins',
};
