import { type Clock, InvalidInput, type Problem, sameJson } from '#base';
import type { Element } from '#grammar/render';
import type { Fragment, PageAnswer, PageRequest, PageView, Redirect } from '#grammar/routes';
import { buildNodes } from './build-nodes.ts';
import { checkElements, refusedEntries } from './check-elements.ts';
import { collectValues, dropEmptyRows } from './collect-values.ts';
import { drawForm } from './draw-form.ts';
import { drawNode } from './draw-node.ts';
import type { FormDefinition, FormTree, TakeUpload } from './form.ts';
import type { FormValues } from './form-elements.ts';
import { createFormTokens } from './form-token.ts';
import type { GroupNode, RowsNode } from './form-nodes.ts';
import { markHidden, resetHidden } from './hidden-elements.ts';
import { placeProblems } from './problems-by-element.ts';
import { resolveEntries } from './resolve-entries.ts';
import { applyRowOperation, padRows, parseRowOperation } from './row-operations.ts';
import { type Submission, postSubmission, querySubmission } from './submission.ts';
import { walkNodes } from './walk-nodes.ts';

export interface Forms {
  /** Shows a form, or takes what was sent. For a form that is one part of a page. */
  run<Args>(
    definition: FormDefinition<Args>,
    args: Args,
    request: PageRequest,
    options?: FormOptions,
  ): Promise<Redirect | Fragment | ShownForm>;
  /** The same for a page that is the form and nothing else: what a route's `handle` returns. */
  page<Args>(
    definition: FormDefinition<Args>,
    args: Args,
    request: PageRequest,
    view: Omit<PageView, 'kind' | 'body' | 'status'>,
  ): Promise<PageAnswer>;
}

export interface FormOptions {
  /** Tells forms of one kind on one page apart; default: the id of the definition. */
  readonly key?: string;
  /** Where the form is sent; default: the address of the page. */
  readonly action?: string;
}

/** A form to be put into a page. */
export interface ShownForm {
  readonly kind: 'form';
  readonly element: Element;
  /** 422 when what was sent had problems. */
  readonly status: number;
  /** What the form holds: what a GET form (a filter) is for. */
  readonly values: FormValues;
  readonly problems: readonly Problem[];
}

export interface FormParts {
  /** Signs form tokens; the same on all kernels of a site. */
  readonly secret: string;
  readonly clock: Clock;
  readonly takeUpload: TakeUpload;
}

const TOO_OLD: Problem = {
  pointer: '',
  code: 'form_expired',
  message: 'This form was open for too long. Check what it says and send it again.',
};

export function createForms({ secret, clock, takeUpload }: FormParts): Forms {
  const tokens = createFormTokens(secret, clock);

  async function run<Args>(
    definition: FormDefinition<Args>,
    args: Args,
    request: PageRequest,
    options: FormOptions = {},
  ): Promise<Redirect | Fragment | ShownForm> {
    const { ctx } = request;
    const id = options.key ?? definition.id;
    const first = await definition.build(ctx, args, undefined);
    const isGet = first.method === 'get';
    const action = options.action ?? (isGet ? pathOf(request.url) : request.url);

    const show = (
      tree: FormTree,
      root: GroupNode,
      problems: readonly Problem[],
      more: { above?: Element; part?: RowsNode; status?: number } = {},
    ): Fragment | ShownForm => {
      const values = collectValues(root);
      const token = isGet ? undefined : tokens.issue(id, request.formKey);
      padRows(root);
      markHidden(root);
      const drawing = {
        action,
        token,
        problems: placeProblems(root, problems),
        nameAt: namesByPointer(root),
      };
      const status = more.status ?? (problems.length > 0 ? 422 : 200);
      if (more.part) {
        const body = drawNode(more.part, spotOf(root, more.part), drawing);
        if (body) return { kind: 'fragment', body };
      }
      const frame = { id, above: more.above, unsaved: sent !== undefined && !isGet };
      const element = drawForm(tree, root, frame, drawing);
      // A script that sent the form itself, to show how far it is.
      if (request.fragment === root.id) return { kind: 'fragment', body: element, status };
      return { kind: 'form', element, status, values, problems };
    };

    const sent = isGet
      ? querySubmission(request.query, namesIn(first, id))
      : wasSent(request, id)
        ? postSubmission(request.body)
        : undefined;
    const { tree, root } = await buildFrom(definition, args, request, first, id, sent);
    if (!sent) return show(tree, root, []);
    if (isGet) {
      resetHidden(root);
      return show(tree, root, checkElements(root), { status: 200 });
    }

    resetHidden(root);
    const token = request.body.values.get('_token')?.[0] ?? '';
    const trusted = tokens.check(token, id, request.formKey) === 'good';
    // Nothing is stored for somebody who may not have seen the form; rows may still be moved.
    if (trusted) await resolveEntries(ctx, root, sent, takeUpload);

    const asked = request.body.values.get('_op')?.[0];
    if (asked !== undefined) {
      const operation = parseRowOperation(asked);
      if (operation) applyRowOperation(root, operation);
      const part = findRows(root, request.fragment);
      return show(tree, root, refusedEntries(root), { status: 200, ...(part ? { part } : {}) });
    }
    if (!trusted) return show(tree, root, [TOO_OLD]);

    const pressed = pressedAction(tree, request.body.values.get('_action')?.[0]);
    dropEmptyRows(root);
    const values = collectValues(root);
    if (!pressed.unvalidated) {
      const problems = checkElements(root);
      const more = (await definition.validate?.(ctx, args, values, pressed.name)) ?? [];
      if (problems.length + more.length > 0) return show(tree, root, [...problems, ...more]);
    }
    try {
      const outcome = await definition.submit(ctx, args, values, pressed.name);
      if (outcome.kind === 'redirect') return outcome;
      return show(
        tree,
        root,
        outcome.problems ?? [],
        outcome.above ? { above: outcome.above } : {},
      );
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const { code, message } = error;
      const problems =
        error.problems.length > 0 ? error.problems : [{ pointer: '', code, message }];
      return show(tree, root, problems);
    }
  }

  return {
    run,
    async page(definition, args, request, view) {
      const done = await run(definition, args, request);
      if (done.kind !== 'form') return done;
      return { ...view, kind: 'page', body: done.element, status: done.status };
    },
  };
}

/** A form whose elements depend on what was entered is built again until it stands still. */
const MOST_BUILDS = 4;

async function buildFrom<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  request: PageRequest,
  first: FormTree,
  id: string,
  sent: Submission | undefined,
): Promise<{ tree: FormTree; root: GroupNode }> {
  let tree = first;
  let root = buildNodes(tree.elements, id, sent);
  if (!sent) return { tree, root };
  for (let built = 1; built < MOST_BUILDS; built += 1) {
    const before = collectValues(root);
    tree = await definition.build(request.ctx, args, before);
    root = buildNodes(tree.elements, id, sent);
    if (sameJson(before, collectValues(root))) break;
  }
  return { tree, root };
}

/** Several forms of one page are sent to one address: each takes only what is its own. */
function wasSent(request: PageRequest, id: string): boolean {
  const form = request.body.values.get('_form')?.[0];
  return request.method === 'POST' && (form === undefined || form === id);
}

function pressedAction(tree: FormTree, asked: string | undefined) {
  const allowed = Object.entries(tree.actions).filter(([, action]) => action.access !== false);
  const [name, action] = allowed.find(([name]) => name === asked) ?? allowed[0] ?? ['', undefined];
  return { name, unvalidated: action?.unvalidated === true };
}

function namesIn(tree: FormTree, id: string): string[] {
  const steps = [...walkNodes(buildNodes(tree.elements, id, undefined))];
  return steps.flatMap(({ node }) =>
    node.kind === 'rows' ? [`${node.name}[]`] : node.kind === 'leaf' ? leafNames(node.name) : [],
  );
}

function leafNames(name: string): string[] {
  return [name, `${name}[text]`, `${name}[id]`];
}

function namesByPointer(root: GroupNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { node, pointer } of walkNodes(root)) {
    if (node.kind === 'leaf') names.set(pointer, node.name);
  }
  return names;
}

/** The rows that htmx asks for, of those that are in the page. */
function findRows(root: GroupNode, id: string | undefined): RowsNode | undefined {
  for (const { node } of walkNodes(root)) if (node.kind === 'rows' && node.id === id) return node;
  return undefined;
}

function spotOf(root: GroupNode, wanted: RowsNode) {
  for (const { node, pointer } of walkNodes(root)) {
    if (node === wanted) return { at: pointer, level: pointer.slice(0, pointer.lastIndexOf('/')) };
  }
  return { at: '', level: '' };
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
