import { InvalidInput } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition, FormElement, FormValues } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import { ADMINISTER, frame, LIST } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';
import { nameElements, typed } from './named-gather.ts';
import { quickGather } from './quick-gather.ts';

/** `/admin/gathers/add`: a gather that works in a minute, to be refined in the builder. */
export function addGatherScreen({ gathers, items, forms }: GatherScreenDeps): PageRoute {
  async function baseElement(ctx: RequestContext): Promise<FormElement> {
    const { bases } = await gathers.catalogue(ctx);
    return {
      kind: 'select',
      label: 'What to list',
      required: true,
      rebuilds: true,
      default: 'item',
      options: bases.map(({ name, label, help }) => ({ value: name, label, help })),
    };
  }
  const form: FormDefinition<null> = {
    id: 'gather_add',
    async build(ctx, _args, values) {
      const isItems = (values ? typed(values, 'base') : 'item') === 'item';
      return {
        elements: {
          ...nameElements(),
          base: await baseElement(ctx),
          ...(isItems
            ? {
                types: {
                  kind: 'checkboxes',
                  label: 'Of these types',
                  help: 'None is all of them.',
                  options: items
                    .listTypes(ctx)
                    .map(({ type, name }) => ({ value: type, label: name })),
                },
                order: {
                  kind: 'select',
                  label: 'Order',
                  required: true,
                  default: '-created',
                  options: [
                    { value: '-created', label: 'Newest first' },
                    { value: 'created', label: 'Oldest first' },
                    { value: 'title', label: 'By title' },
                    { value: '-changed', label: 'Changed last first' },
                  ],
                },
                look: {
                  kind: 'radios',
                  label: 'Looks like',
                  required: true,
                  default: 'teasers',
                  options: [
                    { value: 'teasers', label: 'Teasers', help: 'As on the front page.' },
                    { value: 'titles', label: 'Titles', help: 'A list of links.' },
                    { value: 'table', label: 'Table', help: 'With headings that sort.' },
                    { value: 'cards', label: 'Cards', help: 'Teasers beside each other.' },
                  ],
                },
              }
            : {}),
          path: {
            kind: 'text',
            label: 'Address of its page',
            help: 'For example /talks. Empty: no page; it can stand beside other content.',
            maxLength: 200,
            placeholder: '/talks',
          },
          menu: {
            kind: 'switch',
            label: 'Link in the main navigation',
          },
          feed: {
            kind: 'switch',
            label: 'A feed of the newest',
            help: 'For feed readers, at the address of the page with /feed after it.',
          },
        },
        actions: { add: { label: 'Add gather', look: 'primary' } },
      };
    },
    async submit(ctx, _args, values) {
      try {
        const { gather } = await gathers.create(ctx, quickGather(wishes(values)));
        return {
          kind: 'redirect',
          to: `${LIST}/${gather.name}/edit`,
          messages: [{ tone: 'positive', text: `“${gather.label}” was made. Now refine it.` }],
        };
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        return { kind: 'again', problems: error.problems.map(onForm) };
      }
    },
  };
  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/add`,
    permission: ADMINISTER,
    handle: (request) => forms.page(form, null, request, frame('Add gather', { layout: 'narrow' })),
  };
}

function wishes(values: FormValues) {
  const types = values['types'];
  return {
    name: typed(values, 'name'),
    label: typed(values, 'label'),
    base: typed(values, 'base'),
    types: Array.isArray(types) ? types.filter((one) => typeof one === 'string') : [],
    order: typed(values, 'order'),
    look: typed(values, 'look'),
    path: typed(values, 'path'),
    menu: values['menu'] === true,
    feed: values['feed'] === true,
  };
}

/** A problem of the definition at the element that it came from. */
function onForm<Found extends { readonly pointer: string }>(problem: Found): Found {
  const [, part = '', , inner] = problem.pointer.split('/');
  const pointer = part === 'displays' && inner === 'path' ? '/path' : `/${part}`;
  return { ...problem, pointer };
}
