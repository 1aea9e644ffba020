import { buildRow } from './build-nodes.ts';
import { resetLeaf } from './default-values.ts';
import type { FormNode, LeafValue } from './form-nodes.ts';
import { type Condition, type Step, walkNodes } from './walk-nodes.ts';

/**
 * Puts what `states` hide back to its defaults: whatever was entered there before it was hidden
 * does not count.
 */
export function resetHidden(root: FormNode): void {
  for (const node of markHidden(root)) {
    if (node.kind === 'leaf') resetLeaf(node);
    if (node.kind === 'rows') node.rows = node.element.rows.map((_row, key) => buildRow(node, key));
  }
}

/**
 * Marks what `states` hide, and answers it. An element that depends on a hidden one is hidden too.
 */
export function markHidden(root: FormNode): readonly FormNode[] {
  const steps = [...walkNodes(root)];
  const leaves = new Map<string, Step>();
  for (const step of steps) if (step.node.kind === 'leaf') leaves.set(step.pointer, step);
  const known = new Map<string, boolean>();

  const holds = (condition: Condition): boolean => {
    const other = leaves.get(condition.pointer);
    if (!other || other.node.kind !== 'leaf') return false;
    return isShown(other) && matches(other.node.value, condition.equals);
  };
  const isShown = (step: Step): boolean => {
    const answer = known.get(step.pointer);
    if (answer !== undefined) return answer;
    // Elements that depend on each other in a circle count as shown while they are looked at.
    known.set(step.pointer, true);
    const shown = step.conditions.every(holds);
    known.set(step.pointer, shown);
    return shown;
  };

  const hidden = steps.filter(
    (step) => !(step.node.kind === 'leaf' ? isShown(step) : step.conditions.every(holds)),
  );
  for (const { node } of hidden) if (node.kind !== 'static') node.hidden = true;
  return hidden.map(({ node }) => node);
}

function matches(value: LeafValue, equals: string | boolean): boolean {
  return typeof value === 'object' ? value.some((one) => one === equals) : value === equals;
}
