import { definePlugin, pages } from '@trovato/plugin-sdk';
import { deleting } from './deleting.ts';
import { adding, editing } from './editing.ts';
import { deleteExpired } from './expiry.ts';
import { listing } from './listing.ts';
import { ADMINISTER, WRITE } from './note.ts';
import { reading } from './reading.ts';

const permission = WRITE;

export default definePlugin({
  perm: () => [
    {
      name: WRITE,
      label: 'Keep notes',
      description: 'Others see them only if they administer notes.',
    },
    {
      name: ADMINISTER,
      label: 'Administer notes',
      description: 'Read, change and delete the notes of everybody, besides keeping notes.',
    },
  ],

  // Who keeps notes lists none but their own, on the page: a listing shows all of a table.
  gatherInfo: () => [
    {
      table: 'note',
      label: 'Notes',
      help: 'The notes of everybody, with those whose day is over until they are deleted.',
      permission: ADMINISTER,
      columns: [
        { name: 'title', label: 'Title' },
        { name: 'body', label: 'Text' },
        { name: 'author', label: 'Author' },
        { name: 'author_name', label: 'Name of the author' },
        { name: 'created', label: 'Written' },
        { name: 'changed', label: 'Last changed' },
        { name: 'expires', label: 'Kept until' },
      ],
    },
  ],

  ...pages({
    '/notes': {
      title: 'Notes',
      permission,
      methods: ['GET'],
      answer: listing,
      admin: { label: 'Notes', description: 'What you want to remember.', icon: 'sticky-note' },
    },
    '/notes/add': { title: 'Add a note', permission, answer: adding },
    '/notes/:id': { title: 'Note', permission, methods: ['GET'], answer: reading },
    '/notes/:id/edit': { title: 'Edit the note', permission, answer: editing },
    '/notes/:id/delete': { title: 'Delete the note', permission, answer: deleting },
  }),

  cronInfo: () => [{ name: 'expire', label: 'Delete notes that are over', schedule: { hours: 1 } }],

  cron: (_task, ctx) => deleteExpired(ctx),
});
