import { InvalidInput, type Json, TooLarge } from '#base';
import { audience, inTransaction, type RequestContext } from '#grammar/access';
import { firstDifference } from '#grammar/taps';
import { type Cache, type CacheKey, type Moment, noteChange } from '#platform/cache';
import type { Database } from '#platform/database';
import { type Static, Type } from 'typebox';
import type { HostServices } from '../host-services.ts';

const MOST_BYTES = 64 * 1_024;
/** Those of the kernel; a plugin that is called like one has none of its own. */
const KERNEL_TAGS = /^(?:item|item_list|term|term_list|user|user_list|file|site)(?::|$)/;

const TAGS = Type.Array(Type.String({ pattern: '^[!-~]{1,200}$' }), { maxItems: 100 });
const OPTIONS = Type.Object(
  {
    shared: Type.Optional(Type.Boolean()),
    tags: Type.Optional(TAGS),
    max_age: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
  },
  { additionalProperties: false },
);

/** What plugins keep until it changes, each in a name space of its own. */
export function createCacheService(
  database: Database,
  cache: Pick<Cache, 'bin'>,
): HostServices['cache'] {
  const bin = cache.bin<Json>('plugin');
  /** When a request found nothing: what it reads from then on is at least as new. */
  const missed = new WeakMap<RequestContext, Map<string, Moment>>();

  return {
    async get(ctx, plugin, name, options) {
      const key = keyOf(ctx, plugin, name, checked(OPTIONS, options).shared);
      const moment = await bin.moment();
      const found = await bin.get(key);
      if (found !== undefined || moment === undefined) return found;
      const request = ctx.origin ?? ctx;
      const moments = missed.get(request) ?? new Map<string, Moment>();
      missed.set(request, moments.set(wordOf(key), moment));
      return undefined;
    },
    async set(ctx, plugin, { name, value, options }) {
      const { shared, tags = [], max_age: maxAge } = checked(OPTIONS, options);
      const key = keyOf(ctx, plugin, name, shared);
      if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) {
        throw new TooLarge('plugins.large_value', 'A kept value has 64 KiB at the most.');
      }
      for (const tag of tags) if (!KERNEL_TAGS.test(tag)) requireOwn(plugin, tag);
      const since = missed.get(ctx.origin ?? ctx)?.get(wordOf(key));
      if (since !== undefined) await bin.set(key, { value, cacheTags: tags, maxAge }, since);
    },
    async invalidate(ctx, plugin, given) {
      const tags = checked(TAGS, given);
      for (const tag of tags) requireOwn(plugin, tag);
      await inTransaction(database, ctx, (transaction) => noteChange(transaction, tags));
    },
  };
}

function requireOwn(plugin: string, tag: string): void {
  if (tag.startsWith(`${plugin}:`) && !KERNEL_TAGS.test(tag)) return;
  throw new InvalidInput(
    'plugins.foreign_cache_tag',
    `“${tag}” is no cache tag of this plugin; those begin with “${plugin}:”.`,
  );
}

function checked<Schema extends typeof OPTIONS | typeof TAGS>(
  schema: Schema,
  given: Json,
): Static<Schema> {
  const wrong = firstDifference(schema, given, 'What is said of a kept value');
  if (wrong !== undefined) throw new InvalidInput('plugins.bad_request', `${wrong}.`);
  // The schema says that it is one.
  return given as Static<Schema>;
}

function keyOf(ctx: RequestContext, plugin: string, name: string, shared = false): CacheKey {
  if (!/^[!-~]{1,200}$/.test(name)) {
    throw new InvalidInput(
      'plugins.bad_cache_name',
      'The name of a kept value has 1 to 200 printable ASCII characters and no space.',
    );
  }
  return {
    id: [plugin, name, ctx.locale],
    stage: ctx.stage,
    audience: shared ? '*' : audience(ctx.actor),
    transaction: ctx.transaction,
  };
}

function wordOf({ id, audience: readers }: CacheKey): string {
  return JSON.stringify([id, readers]);
}
