import type { TokenId } from '#base';

/** What a token may be used for; `write` includes `read`. */
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/** All that `scopes` allow: whoever writes is shown what is there then, so to write is to read. */
export function includedScopes(scopes: readonly string[]): readonly Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope) || scopes.includes('write'));
}

/** A program's way in, as its owner sees it; the token itself is shown once and kept nowhere. */
export interface ApiToken {
  readonly id: TokenId;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: Date;
  readonly expires: Date | null;
  readonly lastUsed: Date | null;
}

export interface ApiTokenInput {
  /** What it is for, so that one knows later which to revoke. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires?: Date | null;
}
