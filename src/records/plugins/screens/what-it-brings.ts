import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { Declarations } from '../declared/declarations.ts';

/** The pages and permissions that a plugin brings; undefined: none. */
export function whatItBrings(
  { routes, permissions }: Declarations,
  labelOf: (permission: string) => string,
): Element | undefined {
  const items: readonly Element[] = [
    ...routes.map(({ path, title, permission, answers }) =>
      line(
        text(`${answers === 'json' ? 'Data' : 'The page'} “${title}” at `),
        path.includes(':') ? text(path) : link(path, path),
        text(
          permission === undefined ? ', for everybody' : `, for who may “${nameOf(permission)}”`,
        ),
      ),
    ),
    ...permissions.map(({ label }) => line(text(`The permission “${label}”`))),
  ];
  /** Of a plugin that is not enabled the site does not know them. */
  function nameOf(name: string): string {
    return permissions.find((one) => one.name === name)?.label ?? labelOf(name);
  }
  return items.length === 0 ? undefined : { '#type': 'list', '#items': items };
}

function line(...parts: readonly Element[]): Element {
  return container(inOrder(...parts), { tag: 'span' });
}
