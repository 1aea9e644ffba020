import { child, definePlugin, Refused, text } from '@trovato/plugin-sdk';
import { longText } from '@trovato/plugin-sdk/fields';
import { firstOf } from './first-of.ts';

let asked = 0;

/** How a call of the kernel ended. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error instanceof Refused ? `${error.code}: ${error.message}` : String(error);
  }
}

export default definePlugin({
  itemView(item, ctx) {
    asked += 1;
    console.log('Asked', { about: item.title });
    return text(
      JSON.stringify({
        asked,
        item: [item.id, item.type, item.title, item.published, item.created, item.text('body')],
        format: item.get(longText('body'))?.format,
        missing: item.get(longText('none')) ?? 'none',
        names: outcome(() => item.fieldNames),
        actor: ctx.actor.name,
        may: [ctx.can('access content'), ctx.can('administer site')],
        stage: ctx.stage,
        locale: ctx.locale,
        now: [ctx.now(), new Date(), Date.now(), new Date(0)],
        chance: [Math.random() === Math.random(), ctx.uuid() === ctx.uuid()],
        hash: ctx.hash('sea').slice(0, 8),
        signed: ctx.hmac('sea', 'sha512').length,
        variable: ctx.variables.get('seen') ?? 'never',
        setting: outcome(() => ctx.variables.set('seen', asked)),
        items: outcome(() => ctx.items.load(item.id)),
        others: [ctx.plugins.exists('probe'), ctx.plugins.exists('nobody')],
        invoked: outcome(() => ctx.plugins.invoke('nobody', 'item_view', {})),
      }),
    );
  },

  preprocessItem: (item) => ({ names: item.fieldNames, author: item.authorName }),

  pageAlter(page) {
    // The title of a page is never empty, so this is wrong somewhere below.
    return [{ op: 'set', path: `/${child(page.title).join('/')}`, value: firstOf(page.tabs) }];
  },

  filterProcess: (given, { name, settings }) => `${name} ${JSON.stringify(settings)} ${given}`,
});
