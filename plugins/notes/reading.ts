import {
  type Context,
  container,
  link,
  markup,
  notFound,
  type OpenedPage,
  type PageAnswer,
  showPage,
  text,
  time,
} from '@trovato/plugin-sdk';
import { lastDay } from './expiry.ts';
import { findNote, GONE, type Note, noteUrl } from './note.ts';

/** `/notes/:id`: a note. */
export function reading({ params }: OpenedPage, ctx: Context): PageAnswer {
  const note = findNote(params['id'], ctx);
  if (note === undefined) return notFound(GONE);
  return showPage({
    title: note.title,
    layout: 'narrow',
    breadcrumb: [{ url: '/notes', label: 'Notes' }],
    content: container(
      { class: 'stack', cache: { max_age: 0, contexts: ['user'] } },
      { about: about(note, ctx) },
      note.body === '' ? undefined : { body: markup(note.body, 'plain_text') },
    ),
    actions: [
      link(noteUrl(note, 'edit'), 'Edit', { look: 'secondary', icon: 'pencil' }),
      link(noteUrl(note, 'delete'), 'Delete', { look: 'quiet', icon: 'trash-2' }),
    ],
  });
}

function about(note: Note, ctx: Context) {
  const { author, author_name: name, changed, expires } = note;
  return container(
    { tag: 'p', class: 'muted' },
    author === ctx.actor.id ? text('Changed ') : text(`By ${name}, changed `),
    time(changed, 'relative'),
    // Noon is the same day almost everywhere.
    expires !== null && {
      until: text('. Kept until '),
      day: time(`${lastDay(expires)}T12:00:00Z`),
    },
  );
}
