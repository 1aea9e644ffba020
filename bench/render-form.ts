import type { FormDefinition, FormElement } from '#grammar/forms';

/** A form as content forms are: a dozen elements, a side panel, rows, states. */
export const form: FormDefinition<undefined> = {
  id: 'bench',
  build: async () => ({
    warnOnLeave: true,
    elements: {
      title: { kind: 'text', label: 'Title', required: true, maxLength: 255, default: 'Harbour' },
      summary: { kind: 'textarea', label: 'Summary', help: 'Shown in lists.', rows: 3 },
      body: { kind: 'textarea', label: 'Body', rows: 12, default: 'Low water at six. '.repeat(40) },
      when: { kind: 'datetime', label: 'When', default: '2026-05-01T12:30' },
      kind: { kind: 'select', label: 'Kind', options: options(8) },
      online: { kind: 'switch', label: 'Takes place online' },
      link: {
        kind: 'text',
        input: 'url',
        label: 'Link',
        states: { visible: { element: '/online', equals: true } },
      },
      tags: {
        kind: 'rows',
        label: 'Tags',
        rows: ['sea', 'tide', 'boats'].map(tag),
        blank: tag(''),
        addLabel: 'Add a tag',
        isEmpty: (value) => value === '',
      },
      topics: { kind: 'checkboxes', label: 'Topics', options: options(5) },
      publishing: {
        kind: 'group',
        look: 'side',
        label: 'Publishing',
        elements: {
          published: { kind: 'switch', label: 'Published', default: true },
          promote: { kind: 'switch', label: 'On the front page' },
          author: { kind: 'text', label: 'Author' },
        },
      },
    },
    actions: { save: { label: 'Save' }, preview: { label: 'Preview', look: 'secondary' } },
  }),
  submit: async () => ({ kind: 'redirect', to: '/' }),
};

function options(count: number) {
  return Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: `Choice ${i}` }));
}

function tag(value: string): FormElement {
  return { kind: 'text', label: 'Tag', labelHidden: true, default: value };
}
