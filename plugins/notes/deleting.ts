import {
  type Context,
  notFound,
  type OpenedPage,
  type PageAnswer,
  pageForm,
  paragraph,
  redirectTo,
  said,
  showPage,
} from '@trovato/plugin-sdk';
import { findNote, GONE, type Note, noteUrl } from './note.ts';

/** `/notes/:id/delete`: asks, and deletes. */
export function deleting({ params, sent }: OpenedPage, ctx: Context): PageAnswer {
  const note = findNote(params['id'], ctx);
  if (note === undefined) return notFound(GONE);
  if (sent?.action === 'cancel') return redirectTo(noteUrl(note));
  if (sent) {
    ctx.db.delete<Note>('note').where('id', 'eq', note.id).run();
    return redirectTo('/notes', said(`“${note.title}” was deleted.`));
  }
  return showPage({
    title: `Delete ${note.title}?`,
    layout: 'narrow',
    breadcrumb: [
      { url: '/notes', label: 'Notes' },
      { url: noteUrl(note), label: note.title },
    ],
    content: paragraph('The note is gone then. This cannot be undone.'),
    form: pageForm('delete', {
      elements: {},
      actions: {
        delete: { label: 'Delete the note', look: 'danger', icon: 'trash-2' },
        cancel: { label: 'Keep it', look: 'quiet', unvalidated: true },
      },
    }),
  });
}
