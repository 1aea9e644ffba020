import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import { OnlyInLive } from './stage-errors.ts';

/**
 * For what is the same in all stages: whoever is in another one is told so, and does not change live
 * without meaning to. `what` begins a sentence: `Terms are merged`.
 */
export function requireLive({ stage }: RequestContext, what: string): void {
  if (stage !== LIVE) throw new OnlyInLive(what);
}
