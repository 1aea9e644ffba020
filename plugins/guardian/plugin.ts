import { child, definePlugin, remove } from '@trovato/plugin-sdk';
import { boolean, list } from '@trovato/plugin-sdk/fields';
import { grantsFor } from './grants.ts';

const visibleTo = list('visible_to').many();
const isPrivate = boolean('private');

export default definePlugin({
  itemGrants: (item) =>
    grantsFor({
      authorId: item.authorId,
      roles: item.get(visibleTo).map(({ value }) => value),
      isPrivate: item.get(isPrivate)?.value === true,
    }),

  // They say who may read, and are nothing to read themselves.
  itemViewAlter: (element) =>
    [visibleTo, isPrivate]
      .filter(({ name }) => element['#children']?.[name] !== undefined)
      .map(({ name }) => remove(child(name))),

  actorGrants: (actor) => [
    ...actor.roles.map((id) => ({ realm: 'role', id })),
    // All that nobody signed in for has one author, who is nobody.
    ...(actor.anonymous ? [] : [{ realm: 'author', id: actor.id }]),
  ],
});
