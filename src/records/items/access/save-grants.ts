import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Queries } from '#platform/database';
import type { Item } from '../item.ts';
import { tappedItem } from '../tapped-item.ts';
import { questionContext } from './access-question.ts';
import { itemGrants, type NeededGrant } from './access-taps.ts';
import { EVERYBODY, NOBODY, writeGrants } from './grant-store.ts';

/**
 * Asks which grants these items need and keeps it, in the transaction of their save. A plugin that
 * fails shuts everybody out until it has been asked again; administrators see the item all the same.
 * With `only` what one plugin says is kept.
 */
export async function saveGrants(
  taps: Taps,
  queries: Queries,
  ctx: RequestContext,
  items: readonly Item[],
  only?: string,
): Promise<void> {
  if (!taps.has(itemGrants) || items.length === 0) return;
  const question = questionContext(ctx);
  const plugins = taps
    .answering(question, itemGrants)
    .filter(({ name }) => only === undefined || name === only);
  const ask = (asked: readonly Item[]) =>
    taps.ask(
      question,
      itemGrants,
      asked.map((item) => ({ item: tappedItem(item) })),
    );
  const together = await ask(items);
  const said: (typeof together)[number][] = [];
  for (const [i, item] of items.entries()) {
    const one = together[i];
    // One at which a plugin goes wrong takes with it all that it is asked about together.
    const wentWrong = plugins.some(({ name, absent }) => !absent && one?.failed.includes(name));
    said.push(...(items.length > 1 && wentWrong ? await ask([item]) : one ? [one] : []));
  }
  const written = items.flatMap((item, i) =>
    plugins.map(({ name: plugin }) => {
      const answer = said[i]?.answers.find((one) => one.plugin === plugin)?.answer;
      const failed = said[i]?.failed.includes(plugin) ?? true;
      return { item: item.id, plugin, grants: failed ? NOBODY : needed(answer) };
    }),
  );
  await writeGrants(queries, ctx.stage, written);
}

/** Each grant once: said twice, either may allow something. */
function needed(answer: readonly NeededGrant[] = []): readonly NeededGrant[] {
  if (answer.length === 0) return EVERYBODY;
  const grants = new Map<string, NeededGrant>();
  for (const grant of answer) {
    const key = JSON.stringify([grant.realm, grant.id]);
    const before = grants.get(key);
    grants.set(key, {
      ...grant,
      view: before?.view === true || grant.view === true,
      update: before?.update === true || grant.update === true,
      delete: before?.delete === true || grant.delete === true,
    });
  }
  return [...grants.values()];
}
