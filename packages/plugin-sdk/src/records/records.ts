/** A term of a vocabulary. */
export interface Term {
  readonly id: string;
  /** The machine name. */
  readonly vocabulary: string;
  readonly name: string;
  readonly description: string;
  /** Ids of the terms that it stands under. */
  readonly parents: readonly string[];
  /** Its other names. */
  readonly synonyms: readonly string[];
}

/** An account; nothing secret, and no mail address. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** false: blocked. */
  readonly active: boolean;
  readonly admin: boolean;
  /** Ids, without those that everybody has. */
  readonly roles: readonly string[];
  /** ISO 8601. */
  readonly created: string;
}

/** Who came or went. */
export type Visit = Pick<User, 'id' | 'name'>;

/** An uploaded file, without its bytes. */
export interface FileRecord {
  readonly id: string;
  readonly owner_id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Of an image. */
  readonly width: number | null;
  readonly height: number | null;
  /** false: it is deleted after six hours unless something that is saved refers to it. */
  readonly permanent: boolean;
}

/** A publish of a stage: what of it becomes so in the stage that it stands on. */
export interface StagePublish {
  /** Names of the stages. */
  readonly stage: string;
  readonly upstream: string;
  readonly changes: readonly {
    /** The kind of record, e.g. `item`. */
    readonly type: string;
    readonly id: string;
    readonly label: string;
    readonly change: 'created' | 'changed' | 'deleted';
  }[];
}
