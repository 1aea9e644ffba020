import { openTestCaches } from '../../../test/support/caches.ts';
import { cacheContract } from '../../../test/support/cache-contract.ts';

cacheContract('this database alone', () => openTestCaches());
