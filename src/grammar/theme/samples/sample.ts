import { type Children, container, type Element, heading, inOrder } from '#grammar/render';

/** One component in all its states. */
export function sample(title: string, ...elements: readonly Element[]): Element {
  return container(
    {
      title: heading(3, title),
      body: container(inOrder(...elements), { attributes: { class: 'stack' } }),
    },
    { tag: 'section', attributes: { class: 'sample' } },
  );
}

/** Side by side, wrapping. */
export function cluster(...elements: readonly Element[]): Element {
  return container(inOrder(...elements), { attributes: { class: 'cluster' } });
}

export function classed(name: string, children: Children): Element {
  return container(children, { attributes: { class: name } });
}
