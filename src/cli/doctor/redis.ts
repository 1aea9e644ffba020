import { type Settings, TrovatoError } from '#base';
import { pingRedis } from '#platform/cache';
import { bad, type Finding, good } from './finding.ts';

/** Whether the Redis that `REDIS_URL` names answers, where one is named. */
export async function examineRedis({ redisUrl }: Settings): Promise<Finding> {
  if (redisUrl === undefined)
    return good('Redis', 'none is set: each server has a cache of its own');
  try {
    return good('Redis', `version ${await pingRedis(redisUrl)} answers`);
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    return bad('Redis', error.message, 'Start it, or put REDIS_URL right.');
  }
}
