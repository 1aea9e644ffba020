import { openTestCaches } from '../../../../test/support/caches.ts';
import { cacheContract } from '../../../../test/support/cache-contract.ts';

const redisUrl = process.env['REDIS_URL'];
if (redisUrl) cacheContract('Redis', () => openTestCaches({ redisUrl, many: 20_000 }));
