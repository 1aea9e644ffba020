import { randomBytes } from 'node:crypto';

/**
 * Makes the reference of each request: short enough to read out on the telephone, and unique
 * among kernels by a random start. It is no secret, so a counter (40 ns) does; randomness for
 * each request would cost more than the rest of the pipeline.
 */
export function createReferences(): () => string {
  const start = randomBytes(5).toString('hex').slice(0, 7);
  let count = 0;
  return () => `${start}-${(count++).toString(36)}`;
}
