import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Host } from '../host.ts';
import type { Json } from '../json.ts';
import type { Capability, TableDefinitions } from '../manifest/index.ts';
import { memoryDb, memorySql } from './memory-db.ts';
import { memoryHttp } from './memory-http.ts';
import { memoryItems } from './memory-items.ts';
import { memoryItemApi } from './memory-item-api.ts';
import type { MemorySite } from './memory-site.ts';
import { memoryCache } from './memory-cache.ts';
import { memoryQueue } from './memory-queue.ts';
import { askedBySite } from '../taps.ts';
import { needs, refuse } from './refuse.ts';

const LONGEST_LOG = 8 * 1024;
const LARGEST_VALUE = 64 * 1024;

/** What the kernel offers, on a site in memory. */
export function createMemoryHost(
  site: MemorySite,
  granted: readonly Capability[],
  tables: TableDefinitions,
): Host {
  const { variables } = site;
  return {
    requestContext: {
      currentActor: () => site.actor,
      can: (permission) => site.actor.admin || site.permissions.has(permission),
      stage: () => site.stage,
      locale: () => site.locale,
    },
    itemApi: memoryItemApi(site),
    log: {
      write: (level, message) =>
        void site.log.push({ level, message: message.slice(0, LONGEST_LOG) }),
    },
    clock: { now: () => site.now.getTime() },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)), uuid: () => randomUUID() },
    crypto: {
      hash: (digest, text) => createHash(digest).update(text).digest('hex'),
      hmac: (digest, text) => createHmac(digest, 'a key of tests').update(text).digest('hex'),
    },
    variables: {
      get(name) {
        needs(granted, 'variables');
        return asText(variables.get(name));
      },
      set(name, value) {
        needs(granted, 'variables');
        if (Buffer.byteLength(value) > LARGEST_VALUE) {
          refuse('too-large', `“${name}” has more than 64 KiB.`);
        }
        variables.set(name, JSON.parse(value));
      },
      delete(name) {
        needs(granted, 'variables');
        variables.delete(name);
      },
    },
    db: memoryDb(site, granted, tables),
    rawSql: memorySql(granted),
    items: memoryItems(site, granted),
    queue: memoryQueue(site),
    cache: memoryCache(site),
    http: memoryHttp(site, granted),
    plugins: {
      exists: (name) => Object.hasOwn(site.plugins, name),
      invoke(name, tap, input) {
        needs(granted, 'plugins');
        const answer = site.plugins[name]?.[tap];
        if (answer === undefined) refuse('not-found', `No plugin “${name}” answers “${tap}”.`);
        if (askedBySite.has(tap)) refuse('not-allowed', `${tap} is asked by the site alone.`);
        return asText(answer(JSON.parse(input)));
      },
    },
  };
}

function asText(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
