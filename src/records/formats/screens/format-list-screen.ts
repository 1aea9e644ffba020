import { isObject } from '#base';
import { PLAIN_TEXT, type TextFormat, usePermission } from '#grammar/formats';
import type { FormDefinition, FormElement } from '#grammar/forms';
import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { ADMINISTER_FORMATS } from '../format-permissions.ts';
import { LIST } from './format-frame.ts';
import type { FormatScreenDeps, RoleView } from './screen-deps.ts';

/** `/admin/formats`: all formats in their order, which is changed here, and who writes in each. */
export function formatListScreen(deps: FormatScreenDeps): PageRoute {
  const form = orderForm(deps);
  return {
    methods: ['GET', 'POST'],
    path: LIST,
    permission: ADMINISTER_FORMATS,
    section: {
      label: 'Text formats',
      description: 'What people may write: allowed tags, links from addresses, colours in code.',
      icon: 'pilcrow',
      weight: 45,
    },
    async handle(request) {
      return deps.forms.page(form, await deps.roles(), request, {
        title: 'Text formats',
        theme: 'admin',
        breadcrumb: [{ url: '/admin', label: 'Administration' }],
        actions: [link(`${LIST}/add`, 'Add text format', { look: 'primary', icon: 'plus' })],
      });
    },
  };
}

function orderForm({ formats }: FormatScreenDeps): FormDefinition<readonly RoleView[]> {
  return {
    id: 'format_order',
    build: async (_ctx, roles) => {
      const all = formats.list();
      return {
        elements: {
          formats: {
            kind: 'rows',
            label: 'Text formats',
            labelHidden: true,
            help: 'Writers are offered those that they may use, in this order; the first is chosen.',
            rows: all.map((format) => row(format, roles)),
            blank: { kind: 'hidden', default: '' },
            min: all.length,
            max: all.length,
            addLabel: 'Add',
            isEmpty: () => false,
          },
        },
        actions: { save: { label: 'Save order', look: 'primary' } },
        warnOnLeave: true,
      };
    },
    async submit(ctx, _roles, values) {
      const rows: unknown = values['formats'];
      const names = (Array.isArray(rows) ? rows : []).flatMap((one: unknown) =>
        isObject(one) && typeof one['name'] === 'string' ? [one['name']] : [],
      );
      await formats.orderFormats(ctx, names);
      return {
        kind: 'redirect',
        to: LIST,
        messages: [{ tone: 'positive', text: 'The new order was saved.' }],
      };
    },
  };
}

function row(format: TextFormat, roles: readonly RoleView[]): FormElement {
  const { name, label } = format;
  const about: Element = container(
    inOrder(
      link(`${LIST}/${name}/edit`, label),
      container({ text: text(writers(format, roles)) }, { attributes: { class: 'muted' } }),
    ),
    { attributes: { class: 'stack', 'data-gap': 'small' } },
  );
  return {
    kind: 'group',
    about: label,
    look: 'row',
    of: name,
    elements: {
      name: { kind: 'hidden', default: name },
      about: { kind: 'static', element: about },
    },
  };
}

function writers({ name }: TextFormat, roles: readonly RoleView[]): string {
  if (name === PLAIN_TEXT) return 'Everybody may write in it.';
  const those = roles.filter(({ permissions }) => permissions.has(usePermission(name)));
  if (those.length === 0) return 'Administrators only.';
  return `${those.map(({ label }) => label).join(', ')}, and administrators.`;
}
