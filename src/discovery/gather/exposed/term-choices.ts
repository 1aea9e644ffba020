import { can } from '#grammar/access';
import type { Categories } from '#records/categories';
import type { ListTerms, TermChoice } from '../show-deps.ts';

/** More than this nobody finds in a list. */
const MOST = 200;

/** Terms to choose from, below each other as they are in their vocabularies. */
export function createListTerms(
  categories: Pick<Categories, 'listTree' | 'listVocabularies'>,
): ListTerms {
  return async (ctx, vocabularies) => {
    if (!can(ctx.actor, 'access content')) return [];
    const all = await categories.listVocabularies(ctx);
    const wanted = all.filter(
      ({ name }) => vocabularies.length === 0 || vocabularies.includes(name),
    );
    if (wanted.reduce((sum, { terms }) => sum + terms, 0) > MOST) return undefined;
    const trees = await Promise.all(wanted.map(({ name }) => categories.listTree(ctx, name)));
    const choices = new Map<string, TermChoice>();
    for (const { term, depth } of trees.flat()) {
      // One that stands in several places is chosen in the first.
      if (!choices.has(term.id)) choices.set(term.id, { value: term.id, label: term.name, depth });
    }
    return [...choices.values()];
  };
}
