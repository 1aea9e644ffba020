import { createClient } from '@redis/client';
import { RedisAway } from './redis-away.ts';

const PATIENCE = 2_000;

/** Asks the Redis at `url` once; answers its version. Throws `Unavailable`. */
export async function pingRedis(url: string): Promise<string> {
  const client = createClient({
    url,
    RESP: 2,
    maintNotifications: 'disabled',
    socket: { connectTimeout: PATIENCE, socketTimeout: PATIENCE, reconnectStrategy: false },
  });
  // It is thrown below too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const info = await client.info('server');
    return /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown';
  } catch (error) {
    throw new RedisAway(error);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
