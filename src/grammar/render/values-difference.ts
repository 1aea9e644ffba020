import { diffArrays } from 'diff';
import { container, inOrder, text } from './builders.ts';
import type { ContainerElement } from './elements/index.ts';

// After this, lists of thousands of values are simply shown one after the other.
const LONGEST_MS = 100;

/** What became of a list of values, one in a line: each is gone, new, or as it was. */
export function valuesDifference(before: string, after: string): ContainerElement {
  const was = linesOf(before);
  const is = linesOf(after);
  const parts = diffArrays(was, is, { timeout: LONGEST_MS }) ?? [
    { value: was, removed: true, added: false },
    { value: is, removed: false, added: true },
  ];
  const lines = parts.flatMap(({ value, added, removed }) => {
    const tag = added ? 'ins' : removed ? 'del' : 'span';
    return value.map((line) => container({ line: text(line) }, { tag }));
  });
  return container(inOrder(...lines), {
    attributes: { class: 'difference', 'data-look': 'values' },
  });
}

function linesOf(values: string): string[] {
  return values === '' ? [] : values.split('\n');
}
