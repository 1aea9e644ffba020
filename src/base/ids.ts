import { randomUUIDv7 } from 'node:crypto';

declare const brand: unique symbol;

/** A UUIDv7 in lower-case text form that is known to name a record of one kind. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type ItemId = Id<'item'>;
export type RevisionId = Id<'revision'>;
export type UserId = Id<'user'>;
export type RoleId = Id<'role'>;
export type StageId = Id<'stage'>;
export type PublishId = Id<'publish'>;
export type PreviewId = Id<'preview'>;
export type VocabularyId = Id<'vocabulary'>;
export type TermId = Id<'term'>;
export type FileId = Id<'file'>;
export type TokenId = Id<'token'>;
export type SessionId = Id<'session'>;
export type FormStateId = Id<'form_state'>;

/** The stage that the public sees; it exists from the first migration. */
export const LIVE = '00000000-0000-7000-8000-000000000001' as StageId;
/** The stage that a site has besides, over live. */
export const DRAFT = '00000000-0000-7000-8000-000000000003' as StageId;
/** The user that stands for everybody who is not signed in. */
export const ANONYMOUS = '00000000-0000-7000-8000-000000000002' as UserId;

/** A new id: 48 bits of milliseconds first, so that ids sort by the time they were made. */
export function newId<Kind extends string>(): Id<Kind> {
  return randomUUIDv7() as Id<Kind>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id that `text` spells (any case), or undefined when it is not a UUID. */
export function parseId<Kind extends string>(text: unknown): Id<Kind> | undefined {
  if (typeof text !== 'string') return undefined;
  const lower = text.toLowerCase();
  return UUID.test(lower) ? (lower as Id<Kind>) : undefined;
}
