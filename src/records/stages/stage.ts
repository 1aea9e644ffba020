import type { StageId, UserId } from '#base';

/** A parallel version of the site. */
export interface Stage {
  readonly id: StageId;
  /** A machine name, e.g. `draft`: permissions are called by it. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** The stage that shows through, and that it is published to; null: this is live. */
  readonly upstreamId: StageId | null;
  readonly ownerId: UserId | null;
  readonly created: Date;
  /** Whether revisions of what is published are thrown away, so that one of the publish is left. */
  readonly squash: boolean;
  /** Whether only what is approved is published. */
  readonly approval: boolean;
  /** When it was closed: it is not read or written any more. */
  readonly closed: Date | null;
}
