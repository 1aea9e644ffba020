import type { RequestContext } from '#grammar/access';
import type { StageDeps } from '../stage-deps.ts';

/** After a commit: this kernel knows what was written before whoever did it looks at it. */
export async function knownHere({ kinds }: StageDeps, ctx: RequestContext): Promise<void> {
  try {
    for (const kind of kinds()) await kind.refresh?.();
  } catch (error) {
    // It is done, and every kernel hears of it.
    ctx.log.warn({ err: error }, 'What was written to a stage could not be read again');
  }
}
