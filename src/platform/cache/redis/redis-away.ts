import { Unavailable } from '#base';

export class RedisAway extends Unavailable {
  constructor(cause?: unknown) {
    super(
      'cache.redis_away',
      'The Redis that REDIS_URL names does not answer. Everything works without it, but slower.',
      { cause },
    );
  }
}
