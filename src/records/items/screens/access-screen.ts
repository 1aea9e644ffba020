import { ANONYMOUS, parseId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { FormDefinition } from '#grammar/forms';
import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import { itemOf } from '../pages/item-of.ts';
import { itemTabs } from '../pages/item-tabs.ts';
import { grantWords } from './access-names.ts';
import { decisionTable, grantTables } from './access-tables.ts';
import { itemBreadcrumb } from './content-breadcrumb.ts';
import { enteredText } from './entered-text.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** `/item/{id}/access`: what somebody may do with an item, and which rule decides that. */
export function accessScreen(deps: ItemScreenDeps): PageRoute {
  const { items, forms, references, findActor, names } = deps;

  async function actorNamed(ctx: RequestContext, name: string): Promise<Actor | undefined> {
    if (name === '') return findActor(ANONYMOUS);
    const found = await references.get('user').search(ctx, name, [], 10);
    const same = found.find(({ label }) => label.toLowerCase() === name.toLowerCase());
    const id = parseId<'user'>(same?.value);
    return id && findActor(id);
  }

  return {
    methods: ['GET'],
    path: '/item/{id}/access',
    permission: 'administer content',
    async handle(request): Promise<PageAnswer> {
      const { ctx, params } = request;
      const item = await itemOf(items, ctx, params);
      const form = await forms.run(whoForm, {}, request);
      if (form.kind !== 'form') return form;
      const name = enteredText(form.values['user']).trim();
      const actor = await actorNamed(ctx, name);
      // A question of its own: what is remembered of this request is of who makes it.
      const { origin: _, ...question } = ctx;
      const said = actor && (await items.explainAccess({ ...question, actor }, item));
      return {
        kind: 'page',
        theme: 'admin',
        title: `Access to ${item.title}`,
        breadcrumb: itemBreadcrumb(item),
        tabs: await itemTabs(items, ctx, item, 'access'),
        body: container(
          inOrder(
            form.element,
            actor ? paragraph(whoIs(actor), { class: 'muted' }) : nobody(name),
            said && decisionTable(said, names),
            said && grantTables(said, names, await grantWords(deps, said)),
          ),
          { attributes: { class: 'stack' } },
        ),
      };
    },
  };
}

const whoForm: FormDefinition<object> = {
  id: 'item_access_who',
  build: async () => ({
    method: 'get',
    elements: {
      user: {
        kind: 'text',
        label: 'Who',
        help: 'The name of an account. Empty: a visitor who is not signed in.',
        maxLength: 255,
      },
    },
    actions: { ask: { label: 'Ask', look: 'secondary' } },
  }),
  submit: async () => ({ kind: 'again' }),
};

function whoIs({ kind, name, isAdmin }: Actor): string {
  if (kind === 'anonymous') return 'This is how it is for visitors who are not signed in.';
  return isAdmin ? `${name} is an administrator.` : `This is how it is for ${name}.`;
}

function nobody(name: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `There is no account “${name}” that somebody could sign in with.`,
  };
}
