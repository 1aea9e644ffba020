import type { Context } from '@trovato/plugin-sdk';

export const WRITE = 'write notes';
export const ADMINISTER = 'administer notes';

/** A row of the table `note`. */
export interface Note {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly author_name: string;
  readonly created: string;
  readonly changed: string;
  readonly expires: string | null;
}

/** The note with this id, if who asks may see it. */
export function findNote(id: string | undefined, ctx: Context): Note | undefined {
  if (id === undefined || !/^[1-9]\d{0,8}$/.test(id)) return undefined;
  const note = ctx.db.select<Note>('note').where('id', 'eq', Number(id)).first();
  if (note === undefined || isOver(note, ctx.now())) return undefined;
  return note.author === ctx.actor.id || ctx.can(ADMINISTER) ? note : undefined;
}

/** Its time is over, and it waits to be deleted. */
export function isOver({ expires }: Pick<Note, 'expires'>, now: Date): boolean {
  return expires !== null && new Date(expires) <= now;
}

export function noteUrl({ id }: Pick<Note, 'id'>, what?: 'edit' | 'delete'): string {
  return `/notes/${id}${what === undefined ? '' : `/${what}`}`;
}

export const GONE = 'There is no such note. Perhaps its time was over.';
