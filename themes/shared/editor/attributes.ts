import { Extension, type GlobalAttributes } from '@tiptap/core';
import type { AllowedTags } from './allowed-tags.ts';

/** Those that say something of a whole block stay with both halves of it; these do not. */
const ONCE = new Set(['id', 'value', 'start']);

/**
 * Keeps the attributes that the format allows on the tags of each node and mark. `tagsOf` are the
 * tags that a node or mark is written with: where there are several, what all of them may have.
 */
export function keepAttributes(
  allowed: AllowedTags,
  tagsOf: ReadonlyMap<string, readonly string[]>,
): Extension {
  const kept: GlobalAttributes = [...tagsOf].map(([type, tags]) => ({
    types: [type],
    attributes: Object.fromEntries(
      attributesOfAll(tags, allowed).map((name) => [
        name,
        {
          default: null,
          keepOnSplit: !ONCE.has(name),
          parseHTML: (element: HTMLElement) => element.getAttribute(name),
          renderHTML: (values: Record<string, unknown>) =>
            typeof values[name] === 'string' ? { [name]: values[name] } : {},
        },
      ]),
    ),
  }));
  return Extension.create({ name: 'keptAttributes', addGlobalAttributes: () => kept });
}

function attributesOfAll(tags: readonly string[], allowed: AllowedTags): readonly string[] {
  const [first = [], ...others] = tags.map((tag) => allowed.get(tag) ?? []);
  return first.filter(
    // A class says the language of code, which the code block does itself.
    (name) => name !== 'class' && others.every((names) => names.includes(name)),
  );
}
