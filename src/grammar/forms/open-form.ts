import { sameJson } from '#base';
import type { PageRequest } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import { buildNodes } from './build-nodes.ts';
import { buildTree } from './build-tree.ts';
import { collectValues } from './collect-values.ts';
import type { FormDefinition, FormTree } from './form.ts';
import type { FormValues } from './form-elements.ts';
import type { GroupNode } from './form-nodes.ts';
import { type FormSteps, hasSteps, openSteps, stateIn } from './form-steps.ts';
import type { EnteredSteps, KeptSteps } from './kept-steps.ts';
import { ownValues } from './own-values.ts';
import { ownerOf } from './sent-form.ts';
import { type Submission, keptSubmission, postSubmission, querySubmission } from './submission.ts';
import { walkNodes } from './walk-nodes.ts';

/** A form as one request finds it. */
export interface OpenForm {
  /** The id of the form in the page, and of its token. */
  readonly id: string;
  readonly tree: FormTree;
  /** Pointers of values that are plugins' own. */
  readonly added: readonly string[];
  readonly root: GroupNode;
  /** What was sent to it; undefined when it is only looked at. */
  readonly sent: Submission | undefined;
  /** Of a form that is gone through in steps. */
  readonly steps: FormSteps | undefined;
}

/** A form whose elements depend on what was entered is built again until it stands still. */
const MOST_BUILDS = 4;

/** Builds the form and puts into it what `request` sends to it, and what is kept of it. */
export async function openForm<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  request: PageRequest,
  id: string,
  { taps, steps: keptSteps }: { readonly taps: Taps; readonly steps: KeptSteps },
): Promise<OpenForm> {
  const build = (values?: FormValues) => buildTree(taps, definition, request.ctx, args, values);
  let { tree, added } = await build();
  let root = buildNodes(tree.elements, id, undefined);
  const inSteps = hasSteps(tree.elements);
  const kept = inSteps ? await findKept(request, id, keptSteps) : undefined;
  const sent = submissionOf(request, tree, root, id);
  const entered = kept ? keptSubmission(kept, sent) : sent;
  if (entered) {
    root = buildNodes(tree.elements, id, entered);
    for (let built = 1; built < MOST_BUILDS; built += 1) {
      const before = collectValues(root);
      ({ tree, added } = await build(ownValues(root, added)));
      root = buildNodes(tree.elements, id, entered);
      if (sameJson(before, collectValues(root))) break;
    }
  }
  const steps = inSteps ? openSteps(root, request, kept) : undefined;
  return { id, tree, added, root, sent, steps };
}

/** What was entered in the steps of the form `id` that `request` is about. */
export async function findKept(
  request: PageRequest,
  id: string,
  keptSteps: KeptSteps,
): Promise<EnteredSteps | undefined> {
  const state = stateIn(request);
  return state && keptSteps.find(state, ownerOf(request, id));
}

/** Several forms of one page are sent to one address: each takes only what is its own. */
function submissionOf(
  request: PageRequest,
  tree: FormTree,
  root: GroupNode,
  id: string,
): Submission | undefined {
  if (tree.method === 'get') return querySubmission(request.query, namesIn(root));
  if (request.method !== 'POST') return undefined;
  const form = request.body.values.get('_form')?.[0];
  return form === undefined || form === id ? postSubmission(request.body) : undefined;
}

function namesIn(root: GroupNode): readonly string[] {
  return [...walkNodes(root)].flatMap(({ node: { kind, name } }) =>
    kind === 'rows' ? [`${name}[]`] : kind === 'leaf' ? [name, `${name}[text]`] : [],
  );
}
