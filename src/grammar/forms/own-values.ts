import { applyOperation, type Json } from '#base';
import type { FormValues } from './form-elements.ts';
import type { FormNode, GroupNode } from './form-nodes.ts';
import { collectValues } from './collect-values.ts';
import { walkNodes } from './walk-nodes.ts';

/** What the form itself asked for: without the values of elements that plugins `added`. */
export function ownValues(root: GroupNode, added: readonly string[]): FormValues {
  return without(collectValues(root), added);
}

/**
 * What plugins are told: all that was entered but passwords and what is sealed, and nothing that
 * is not shown.
 */
export function toldValues(root: GroupNode): FormValues {
  const secret = [...walkNodes(root)].flatMap(({ node, pointer, transparent, sealed }) =>
    hasValue(node) && !transparent && (node.absent || sealed || isPassword(node)) ? [pointer] : [],
  );
  return without(collectValues(root), secret);
}

function isPassword(node: FormNode): boolean {
  return node.kind === 'leaf' && node.element.kind === 'text' && node.element.input === 'password';
}

function hasValue({ kind }: FormNode): boolean {
  return kind !== 'static';
}

function without(values: FormValues, pointers: readonly string[]): FormValues {
  let left = values as unknown as Json;
  // The last first: rows that follow keep their numbers.
  for (const path of pointers.toReversed()) left = applyOperation(left, { op: 'remove', path });
  return left as unknown as FormValues;
}
