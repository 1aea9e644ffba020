import { parseId } from '#base';
import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { AccessExplanation } from '../access/explain-access.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** What people call what programs have machine names for. */
export interface AccessNames {
  permission(name: string): string;
  plugin(name: string): string;
  /** Machine names of roles to labels. */
  roles(): Promise<ReadonlyMap<string, string>>;
}

/** A grant as people read it: a person by their name, a role by its label. */
export type GrantWords = (grant: { readonly realm: string; readonly grant_id: string }) => Element;

/**
 * Looks up who the grants of an explanation are about. What a grant means only its plugin knows;
 * but most ids are of people and of roles.
 */
export async function grantWords(
  { names, findActor }: Pick<ItemScreenDeps, 'names' | 'findActor'>,
  { guards }: AccessExplanation,
): Promise<GrantWords> {
  const roles = await names.roles();
  const people = new Map<string, string>();
  for (const { grant_id: id } of guards.flatMap(({ needed }) => needed)) {
    const user = parseId<'user'>(id);
    const actor = user && !people.has(id) ? await findActor(user) : undefined;
    if (actor && actor.kind !== 'anonymous') people.set(id, actor.name);
  }
  return ({ realm, grant_id: id }) => {
    const name = people.get(id);
    const who = name === undefined ? text(roles.get(id) ?? id) : link(`/user/${id}`, name);
    return container(inOrder(text(`${realm}: `), who), { tag: 'span' });
  };
}
