import {
  type Context,
  formElement,
  notFound,
  type OpenedPage,
  type PageAnswer,
  type PageForm,
  pageForm,
  redirectTo,
  refuse,
  said,
  type SentForm,
  showPage,
} from '@trovato/plugin-sdk';
import { endOf, lastDay } from './expiry.ts';
import { findNote, GONE, type Note, noteUrl } from './note.ts';

const HOME = { url: '/notes', label: 'Notes' };
const LONGEST = 20_000;

/** `/notes/add` */
export function adding({ sent }: OpenedPage, ctx: Context): PageAnswer {
  if (sent === undefined) {
    return showPage({ layout: 'narrow', breadcrumb: [HOME], form: noteForm(undefined, ctx) });
  }
  const entered = enteredIn(sent);
  if (isPast(entered.expires, ctx)) return past();
  const now = ctx.now().toISOString();
  const { id: author, name } = ctx.actor;
  const [saved] = ctx.db
    .insert<Note>('note', { ...entered, author, author_name: name, created: now, changed: now })
    .returning('id');
  return redirectTo(saved ? noteUrl(saved) : '/notes', said(`“${entered.title}” was added.`));
}

/** `/notes/:id/edit` */
export function editing({ params, sent }: OpenedPage, ctx: Context): PageAnswer {
  const note = findNote(params['id'], ctx);
  if (note === undefined) return notFound(GONE);
  if (sent === undefined) {
    return showPage({
      title: `Edit ${note.title}`,
      layout: 'narrow',
      breadcrumb: [HOME, { url: noteUrl(note), label: note.title }],
      form: noteForm(note, ctx),
    });
  }
  const entered = enteredIn(sent);
  if (isPast(entered.expires, ctx)) return past();
  if (sent.values['changed'] !== note.changed) {
    return refuse({
      pointer: '',
      code: 'changed',
      message:
        'The note was changed meanwhile, perhaps in another window. Copy what you wrote, and open it again.',
    });
  }
  const changed = ctx.now().toISOString();
  ctx.db
    .update<Note>('note', { ...entered, changed })
    .where('id', 'eq', note.id)
    .run();
  return redirectTo(noteUrl(note), said(`“${entered.title}” was saved.`));
}

function noteForm(note: Note | undefined, ctx: Context): PageForm {
  const kept = lastDay(note?.expires ?? null);
  return pageForm('note', {
    elements: {
      title: formElement('text', {
        label: 'Title',
        required: true,
        maxLength: 120,
        default: note?.title ?? '',
      }),
      body: formElement('textarea', {
        label: 'Text',
        rows: 10,
        maxLength: LONGEST,
        default: note?.body ?? '',
      }),
      expires: formElement('date', {
        label: 'Keep until',
        help: `The note is deleted after that day. Empty: it stays. Today is ${today(ctx)}.`,
        default: kept,
      }),
      ...(note ? { changed: formElement('hidden', { default: note.changed }) } : {}),
    },
    actions: { save: { label: note ? 'Save' : 'Add the note', look: 'primary' } },
    warnOnLeave: true,
  });
}

function enteredIn({ values }: SentForm): Pick<Note, 'title' | 'body' | 'expires'> {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  return { title: text('title'), body: text('body'), expires: endOf(text('expires')) };
}

function isPast(expires: string | null, ctx: Context): boolean {
  return expires !== null && new Date(expires) <= ctx.now();
}

function past(): PageAnswer {
  return refuse({
    pointer: '/expires',
    code: 'past',
    message: 'That day is over. Choose today or a day that comes.',
  });
}

function today(ctx: Context): string {
  return ctx.now().toISOString().slice(0, 10);
}
