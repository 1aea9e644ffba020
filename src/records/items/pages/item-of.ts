import { parseId, type RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { PageRequest } from '#grammar/routes';
import { ItemNotFound, RevisionNotFound } from '../item-errors.ts';
import type { Item } from '../item.ts';
import type { Items } from '../items.ts';

/** The item that the path names by `{id}`; throws `NotFound`. */
export async function itemOf(
  items: Items,
  ctx: RequestContext,
  params: PageRequest['params'],
): Promise<Item> {
  const id = parseId<'item'>(params['id']);
  if (!id) throw new ItemNotFound();
  return items.getItem(ctx, id);
}

/** The id of a revision as it stands in a path. */
export function revisionIdOf(text: string | undefined): RevisionId {
  const id = parseId<'revision'>(text);
  if (!id) throw new RevisionNotFound();
  return id;
}
