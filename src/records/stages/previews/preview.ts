import type { PreviewId, StageId } from '#base';
import type { RequestContext } from '#grammar/access';

/** A link that shows a stage to whoever has it. */
export interface Preview {
  readonly id: PreviewId;
  readonly stageId: StageId;
  readonly created: Date;
  readonly createdByName: string;
  readonly expires: Date;
  readonly revoked: Date | null;
  /** It shows nothing any more. */
  readonly isOver: boolean;
  /** Whom it is for, and the like. */
  readonly note: string;
}

/** What is said of a new one. */
export interface PreviewInput {
  /** How long it shows the stage; default 7. */
  readonly days?: unknown;
  readonly note?: unknown;
}

/** What a link shows. */
export type ShownPreview =
  | {
      readonly is: 'open';
      readonly stageId: StageId;
      /** What people call the stage. */
      readonly label: string;
      readonly expires: Date;
    }
  /** It was one, and has expired or was revoked, or the stage was closed. */
  | { readonly is: 'over' }
  /** This site never made it. */
  | { readonly is: 'unknown' };

/** Who has `share stages` makes links to stages that they may see. */
export interface Previews {
  /** `token` is the end of the link: `/preview/<token>`. Nobody is told it again. */
  create(
    ctx: RequestContext,
    stage: StageId,
    input: PreviewInput,
  ): Promise<{ readonly preview: Preview; readonly token: string }>;
  /** Those of a stage, newest first; without those that ended long ago. */
  list(ctx: RequestContext, stage: StageId): Promise<readonly Preview[]>;
  /** Whoever uses the link sees live from then on. */
  revoke(ctx: RequestContext, stage: StageId, id: PreviewId): Promise<void>;
  /** One statement, and none for what this site has not signed. */
  open(token: string): Promise<ShownPreview>;
}
