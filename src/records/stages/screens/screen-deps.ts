import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Forms } from '#grammar/forms';
import type { Stages } from '../stages.ts';
import type { RecordWords } from './record-words.ts';

/** What the screens of stages work with. */
export interface StageScreenDeps {
  readonly stages: Stages;
  readonly forms: Forms;
  readonly site: () => { readonly timeZone: string };
  /** One for each kind of record that stages have versions of. */
  readonly words: readonly RecordWords[];
  /** The session is in that stage from then on. */
  enter(ctx: RequestContext, sessionToken: string, stage: StageId): Promise<void>;
}
