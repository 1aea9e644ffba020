import { sameJson } from '#base';
import type { PageRequest } from '#grammar/routes';
import { buildNodes } from './build-nodes.ts';
import { collectValues } from './collect-values.ts';
import type { FormDefinition, FormTree } from './form.ts';
import type { GroupNode } from './form-nodes.ts';
import { type Submission, postSubmission, querySubmission } from './submission.ts';
import { walkNodes } from './walk-nodes.ts';

/** A form as one request finds it. */
export interface OpenForm {
  /** The id of the form in the page, and of its token. */
  readonly id: string;
  readonly tree: FormTree;
  readonly root: GroupNode;
  /** What was sent to it; undefined when it is shown for the first time. */
  readonly sent: Submission | undefined;
}

/** A form whose elements depend on what was entered is built again until it stands still. */
const MOST_BUILDS = 4;

/** Builds the form and puts into it what `request` sends to it. */
export async function openForm<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  request: PageRequest,
  id: string,
): Promise<OpenForm> {
  let tree = await definition.build(request.ctx, args, undefined);
  let root = buildNodes(tree.elements, id, undefined);
  const sent = submissionOf(request, tree, root, id);
  if (!sent) return { id, tree, root, sent };
  root = buildNodes(tree.elements, id, sent);
  for (let built = 1; built < MOST_BUILDS; built += 1) {
    const before = collectValues(root);
    tree = await definition.build(request.ctx, args, before);
    root = buildNodes(tree.elements, id, sent);
    if (sameJson(before, collectValues(root))) break;
  }
  return { id, tree, root, sent };
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
