import { pointer } from '#base';
import type { States } from './form-elements.ts';
import type { FormNode } from './form-nodes.ts';

/** One element on the way through a form. */
export interface Step {
  readonly node: FormNode;
  /** Where its value stands in the values; rows count by position. */
  readonly pointer: string;
  /** What must hold for it to be shown, its own and around it. */
  readonly conditions: readonly Condition[];
  /** A transparent group shares the pointer of what is around it. */
  readonly transparent: boolean;
  /** It, or what is around it, is hidden by `states`. */
  readonly hidden: boolean;
  /** It, or what is around it, is not for plugins. */
  readonly sealed: boolean;
}

export interface Condition {
  readonly pointer: string;
  readonly equals: string | boolean;
}

/** Every element of the form, outer before inner, in order. */
export function* walkNodes(root: FormNode): Generator<Step> {
  yield* walk(root, '', '', { conditions: [], transparent: false, hidden: false, sealed: false });
}

function* walk(
  node: FormNode,
  at: string,
  level: string,
  around: Pick<Step, 'conditions' | 'transparent' | 'hidden' | 'sealed'>,
): Generator<Step> {
  const states = 'states' in node.element ? node.element.states : undefined;
  const conditions = states
    ? [...around.conditions, conditionOf(states, level)]
    : around.conditions;
  const hidden = around.hidden || (node.kind !== 'static' && node.hidden);
  const sealed = around.sealed || node.element.sealed === true;
  yield { node, pointer: at, conditions, transparent: around.transparent, hidden, sealed };
  if (node.kind === 'group') {
    for (const [name, child] of node.children) {
      const through = isTransparent(child);
      const below = through ? at : at + pointer(name);
      yield* walk(child, below, at, { conditions, transparent: through, hidden, sealed });
    }
  }
  if (node.kind === 'rows') {
    for (const [position, row] of node.rows.entries()) {
      yield* walk(row.node, `${at}/${position}`, at, {
        conditions,
        transparent: false,
        hidden,
        sealed,
      });
    }
  }
}

/** Whether the elements of `node` count as those of the group around it. */
export function isTransparent(node: FormNode): boolean {
  return node.kind === 'group' && node.element.transparent === true;
}

/** What `states` ask for, seen from the group at `level`. */
export function conditionOf(states: States, level: string): Condition {
  const { element, equals } = states.visible;
  if (element.startsWith('/')) return { pointer: element, equals };
  if (!element.startsWith('../')) return { pointer: level + pointer(element), equals };
  const above = level.slice(0, level.lastIndexOf('/'));
  return { pointer: above + pointer(element.slice('../'.length)), equals };
}
