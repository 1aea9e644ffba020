/** What somebody wants to do with an item. */
export type ItemOperation = 'view' | 'update' | 'delete' | 'create';

/** A deny wins over everything but administrators; else a grant; else permissions decide. */
export type AccessAnswer = 'grant' | 'deny' | 'neutral';

/** A grant that an item needs: who has it may do what is `true` here, as far as permissions say. */
export interface NeededGrant {
  /** What kind of grant: `role`, `author`. Each plugin has its own. */
  readonly realm: string;
  /** Which of them: `editor`. */
  readonly id: string;
  readonly view?: boolean;
  readonly update?: boolean;
  readonly delete?: boolean;
}

/** A grant that somebody has. */
export interface HeldGrant {
  readonly realm: string;
  readonly id: string;
}

/** Who is asked about, for `actorGrants`. */
export interface GrantsActor {
  readonly id: string;
  readonly name: string;
  readonly anonymous: boolean;
  /** The machine names of their roles, `anonymous` or `authenticated` among them. */
  readonly roles: readonly string[];
}
