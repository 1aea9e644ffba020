import {
  type Choosing,
  type Context,
  card,
  container,
  type Element,
  element,
  link,
  type OpenedPage,
  type PageAnswer,
  paragraph,
  or,
  isNull,
  compare,
  showPage,
  text,
  time,
} from '@trovato/plugin-sdk';
import { ADMINISTER, type Note, noteUrl } from './note.ts';

const NOTES = 24;
const PREVIEW = 160;

/** `/notes`: one’s own notes, the last changed first; with `?of=all` those of everybody. */
export function listing({ query, path }: OpenedPage, ctx: Context): PageAnswer {
  const mayAll = ctx.can(ADMINISTER);
  const all = mayAll && query['of'] === 'all';
  const page = /^\d{1,3}$/.test(query['page'] ?? '') ? Number(query['page']) : 0;
  const found = notesOf(all, ctx);
  const count = found.count();
  const notes = found
    .order('changed', 'desc')
    .limit(NOTES)
    .offset(page * NOTES)
    .rows();
  const url = all ? `${path}?of=all` : path;
  return showPage({
    title: 'Notes',
    content: container(
      { class: 'stack', cache: { max_age: 0, contexts: ['user'] } },
      notes.length === 0 ? nothing() : cards(notes, all),
      element('pager', { page, pages: Math.ceil(count / NOTES), url }),
    ),
    ...(count > 0 ? { actions: [addLink('Add a note')] } : {}),
    ...(mayAll
      ? {
          tabs: [
            { url: '/notes', label: 'Mine', active: !all },
            { url: '/notes?of=all', label: 'Everybody’s', active: all },
          ],
        }
      : {}),
  });
}

function notesOf(all: boolean, ctx: Context): Choosing<Note> {
  const now = ctx.now().toISOString();
  const notes = ctx.db
    .select<Note>('note')
    .where(or(isNull<Note>('expires'), compare<Note>('expires', 'gt', now)));
  return all ? notes : notes.where('author', 'eq', ctx.actor.id);
}

function cards(notes: readonly Note[], all: boolean): Element {
  return container(
    { tag: 'ul', class: 'notes', attached: { styles: ['notes/notes'] } },
    ...notes.map((note) => container({ tag: 'li' }, cardOf(note, all))),
  );
}

function cardOf(note: Note, all: boolean): Element {
  return card(
    { title: note.title, level: 2, url: noteUrl(note) },
    note.body === '' ? undefined : paragraph(preview(note.body)),
    container(
      { tag: 'p', class: 'muted' },
      all && text(`${note.author_name}, `),
      time(note.changed, 'relative'),
    ),
  );
}

/** The beginning of a text, to the end of a word. */
export function preview(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= PREVIEW) return line;
  const space = line.lastIndexOf(' ', PREVIEW);
  return `${line.slice(0, space > PREVIEW / 2 ? space : PREVIEW)}…`;
}

function nothing(): Element {
  return element('empty_state', {
    icon: 'sticky-note',
    title: 'No notes yet',
    value: 'Keep here what you want to remember.',
    children: { add: addLink('Write the first note') },
  });
}

function addLink(label: string): Element {
  return link('/notes/add', label, { look: 'primary', icon: 'plus' });
}
