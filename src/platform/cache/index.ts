export { deleteOldChanges, noteChange } from './change-log.ts';
export type { Cache, CacheBin, CacheCounts, CacheKey, Codec, Computed, Moment } from './cache.ts';
export { isToldByTables } from './told-by-tables.ts';
export { pingRedis } from './redis/ping-redis.ts';
export { type CacheOptions, createCache } from './create-cache.ts';
