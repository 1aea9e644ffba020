import { type FormStateId, parseId } from '#base';
import type { PageRequest } from '#grammar/routes';
import type { FormElements } from './form-elements.ts';
import type { FormNode, GroupNode } from './form-nodes.ts';
import { markHidden } from './hidden-elements.ts';
import type { EnteredSteps } from './kept-steps.ts';
import { elementAt } from './problems-by-element.ts';

/** The steps of a form that has some, as one request finds it. */
export interface FormSteps {
  /** In order, without those that may not be seen or that `states` hide. */
  readonly all: readonly FormStep[];
  /** Which of them this page is. */
  readonly at: number;
  /** Under which the earlier ones are kept; undefined before anything was. */
  readonly state: FormStateId | undefined;
  readonly kept: EnteredSteps;
  /** The page says that something was kept, and it is not there any more. */
  readonly gone: boolean;
}

export interface FormStep {
  readonly name: string;
  readonly node: GroupNode;
}

const STATE = '_state';
const STEP = '_step';

export function hasSteps(elements: FormElements): boolean {
  return Object.values(elements).some(isStep);
}

/** What the address of a step names. */
export function stateIn({ query }: PageRequest): FormStateId | undefined {
  return parseId<'form_state'>(query.get(STATE));
}

/** `url` as the address of `step`: reload, back and forward lead to it and send nothing. */
export function stepUrl(url: string, state: FormStateId, step: string): string {
  const address = new URL(url, 'http://site');
  address.searchParams.set(STATE, state);
  address.searchParams.set(STEP, step);
  return address.pathname + address.search;
}

export function openSteps(
  root: GroupNode,
  request: PageRequest,
  kept: EnteredSteps | undefined,
): FormSteps {
  markHidden(root);
  const all = [...root.children].flatMap(([name, node]): FormStep[] =>
    node.kind === 'group' && isStep(node.element) && !node.absent && !node.hidden
      ? [{ name, node }]
      : [],
  );
  const asked = request.query.get(STEP);
  const at = Math.max(
    0,
    all.findIndex(({ name }) => name === asked),
  );
  const state = kept && stateIn(request);
  return { all, at, state, kept: kept ?? new Map(), gone: !kept && at > 0 };
}

/** What the step number `at` shows of the form: what stands in no step is on the last. */
export function stepPart(root: GroupNode, { all }: FormSteps, at: number): GroupNode {
  const last = at === all.length - 1;
  const belongs = (node: FormNode): boolean =>
    node === all[at]?.node || (last && !(node.kind === 'group' && isStep(node.element)));
  return { ...root, children: new Map([...root.children].filter(([, node]) => belongs(node))) };
}

/** The number of the step that holds what `pointer` leads to; undefined when it leads nowhere. */
export function stepOf(root: GroupNode, steps: FormSteps, pointer: string): number | undefined {
  const found = steps.all.findIndex(
    (_step, at) => elementAt(stepPart(root, steps, at), pointer) !== undefined,
  );
  return found === -1 ? undefined : found;
}

function isStep(element: { readonly kind: string; readonly look?: string }): boolean {
  return element.kind === 'group' && element.look === 'step';
}
