import type { FormDefinition } from '#grammar/forms';
import type { Items } from '../items.ts';
import type { ContentSort } from './content-query.ts';

/** What the list of content shows. */
export function contentFilterForm(items: Items): FormDefinition<{ readonly sort: ContentSort }> {
  return {
    id: 'content_filter',
    build: async (ctx, { sort }) => ({
      method: 'get',
      elements: {
        title: { kind: 'text', input: 'search', label: 'Title contains', maxLength: 255 },
        type: {
          kind: 'select',
          label: 'Type',
          none: 'Any type',
          options: items.listTypes(ctx).map(({ type, name }) => ({ value: type, label: name })),
        },
        status: {
          kind: 'select',
          label: 'Status',
          none: 'Any status',
          options: [
            { value: 'published', label: 'Published' },
            { value: 'unpublished', label: 'Not published' },
          ],
        },
        author: { kind: 'text', label: 'Author', maxLength: 100 },
        sort: { kind: 'hidden', default: sort },
      },
      actions: { filter: { label: 'Filter', look: 'secondary' } },
    }),
    submit: async () => ({ kind: 'again' }),
  };
}
