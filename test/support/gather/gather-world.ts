import type { FileId, ItemId, JsonObject, StageId, TermId, UserId } from '#base';
import type { RequestContext } from '#grammar/access';

/** Everything that is there, as plain data: what the database is compared with. */
export interface World {
  readonly now: Date;
  readonly timeZone: string;
  readonly draft: StageId;
  readonly items: readonly WorldItem[];
  readonly users: readonly WorldUser[];
  readonly terms: readonly WorldTerm[];
  /** Those of the draft: what it changed instead of what live has, and its own. */
  readonly draftTerms: readonly WorldTerm[];
  readonly files: readonly WorldFile[];
  readonly revisions: readonly WorldRevision[];
}

export interface WorldItem {
  readonly id: ItemId;
  readonly type: string;
  readonly author: UserId;
  readonly promote: boolean;
  readonly sticky: boolean;
  readonly created: Date;
  readonly isTrashed: boolean;
  readonly stage: StageId;
  /** A plugin shows it to its members only. */
  readonly isForMembers: boolean;
  readonly own: WorldVersion;
  /** What the draft makes of it. */
  readonly draft?: WorldVersion | 'deleted';
}
export interface WorldVersion {
  readonly title: string;
  readonly status: boolean;
  readonly changed: Date;
  readonly fields: { readonly [name: string]: JsonObject | readonly JsonObject[] };
}
export interface WorldUser {
  readonly id: UserId;
  readonly name: string;
  readonly status: boolean;
  readonly created: Date;
}
export interface WorldTerm {
  readonly id: TermId;
  readonly name: string;
  readonly description: string;
  readonly vocabulary: string;
  readonly weight: number;
  readonly parents: readonly TermId[];
}
export interface WorldFile {
  readonly id: FileId;
  readonly owner: UserId;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly created: Date;
  readonly permanent: boolean;
  /** null: it is of live. */
  readonly stages: readonly StageId[] | null;
}
export interface WorldRevision {
  readonly id: string;
  readonly item: ItemId;
  readonly author: UserId;
  readonly title: string;
  readonly status: boolean;
  readonly created: Date;
  readonly log: string;
  /** In which it was made. */
  readonly stage: StageId;
}

/** Who asks. */
export interface WorldActor {
  readonly ctx: RequestContext;
  /** A plugin shows them what is for its members. */
  readonly isMember: boolean;
}
