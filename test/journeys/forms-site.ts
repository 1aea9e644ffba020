import type { FormDefinition, FormValues } from '#grammar/forms';
import { type Element, container, inOrder } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { openTestForms } from '../support/forms.ts';
import { openDrawnWeb } from './drawn-web.ts';

const people = ['Ada Lovelace', 'Grace Hopper', 'Grace Kelly'].map((label, i) => ({
  value: `id-${i}`,
  label,
}));

function demo(submitted: FormValues[]): FormDefinition<undefined> {
  return {
    id: 'demo',
    build: async () => ({
      warnOnLeave: true,
      elements: {
        title: { kind: 'text', label: 'Title', required: true, maxLength: 20 },
        name: { kind: 'text', label: 'Machine name', machineNameOf: '/title' },
        author: {
          kind: 'autocomplete',
          label: 'Author',
          help: 'Type a part of the name.',
          source: '/people',
          lookup: async (typed) => people.find((one) => one.label === typed)?.value,
        },
        online: { kind: 'switch', label: 'Takes place online' },
        link: {
          kind: 'text',
          label: 'Link',
          required: true,
          states: { visible: { element: '/online', equals: true } },
        },
        tags: {
          kind: 'rows',
          label: 'Tag',
          rows: ['red', 'green', 'blue'].map((value) => ({
            kind: 'text',
            label: 'Name of the tag',
            labelHidden: true,
            default: value,
          })),
          blank: { kind: 'text', label: 'Name of the tag', labelHidden: true },
          addLabel: 'Add another tag',
          isEmpty: (value) => value === '',
        },
        when: { kind: 'date', label: 'Day' },
        photo: { kind: 'file', label: 'Photo', extensions: ['png'], maxSize: 5_000_000 },
        kinds: {
          kind: 'checkboxes',
          label: 'Kinds',
          options: [
            { value: 'talk', label: 'Talk' },
            { value: 'party', label: 'Party' },
          ],
        },
        publishing: {
          kind: 'group',
          look: 'side',
          label: 'Publishing',
          transparent: true,
          elements: { published: { kind: 'checkbox', label: 'Published', default: true } },
        },
      },
      actions: { save: { label: 'Save' } },
    }),
    submit: async (_ctx, _args, values) => {
      submitted.push(values);
      return { kind: 'redirect', to: '/', messages: [{ tone: 'positive', text: 'Saved.' }] };
    },
  };
}

/** Rows of a table that are chosen, with what is done to them. */
function bulk(chosen: (readonly string[])[]): FormDefinition<readonly string[]> {
  const rows = ['One', 'Two', 'Three', 'Four'].map((label, i) => ({
    cells: [tick(`row-${i}`, label), { '#type': 'text', '#value': label } as const],
  }));
  return {
    id: 'bulk',
    build: async () => ({
      bulk: true,
      elements: {
        table: {
          kind: 'static',
          element: {
            '#type': 'table',
            '#columns': [{ label: 'Choose', hidden: true }, { label: 'Name' }],
            '#rows': rows,
          },
        },
      },
      actions: { publish: { label: 'Publish' } },
    }),
    submit: async (_ctx, items) => {
      chosen.push(items);
      return { kind: 'redirect', to: '/list', messages: [{ tone: 'positive', text: 'Done.' }] };
    },
  };
}

function tick(value: string, label: string): Element {
  return {
    '#type': 'form_item',
    '#for': value,
    '#label': `Choose ${label}`,
    '#label_hidden': true,
    '#label_after': true,
    '#control': {
      '#type': 'input',
      '#input': 'checkbox',
      '#name': 'item',
      '#value': value,
      '#attributes': { 'data-select-row': true },
    },
  };
}

function themeButtons(): Element {
  const buttons = ['light', 'dark', 'auto'].map((theme): Element => ({
    '#type': 'button',
    '#kind': 'button',
    '#value': `Theme ${theme}`,
    '#attributes': { 'data-theme-choice': theme },
  }));
  return container(inOrder(...buttons));
}

/** A site with a form and a list. */
export async function openFormsSite() {
  const submitted: FormValues[] = [];
  const chosen: (readonly string[])[] = [];
  const definition = demo(submitted);
  const list = bulk(chosen);
  const forms = await openTestForms({
    takeUpload: async (_ctx, upload) => `id of ${upload.filename}`,
  });
  const pages: PageRoute[] = [
    {
      methods: ['GET', 'POST'],
      path: '/',
      handle: (request) =>
        forms.page(definition, undefined, request, { title: 'A form', theme: 'admin' }),
    },
    {
      methods: ['GET', 'POST'],
      path: '/list',
      async handle(request) {
        const items = request.body.values.get('item') ?? [];
        const shown = await forms.run(list, items, request);
        if (shown.kind !== 'form') return shown;
        const body = container(inOrder(themeButtons(), shown.element));
        return { kind: 'page', title: 'A list', theme: 'admin', body };
      },
    },
    {
      methods: ['GET'],
      path: '/people',
      handle: async ({ query }) => {
        const typed = (query.get('q') ?? '').toLowerCase();
        const found = people.filter((one) => one.label.toLowerCase().includes(typed));
        return { kind: 'download', mime: 'application/json', body: JSON.stringify(found) };
      },
    },
  ];
  const web = await openDrawnWeb(pages);
  return {
    url: web.url,
    submitted,
    chosen,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await forms[Symbol.asyncDispose]();
    },
  };
}
