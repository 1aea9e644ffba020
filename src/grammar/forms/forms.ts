import { type Clock, InvalidInput, type Problem } from '#base';
import type { Element } from '#grammar/render';
import type { Fragment, PageAnswer, PageRequest, PageView, Redirect } from '#grammar/routes';
import { checkElements, refusedEntries } from './check-elements.ts';
import { collectValues, dropEmptyRows } from './collect-values.ts';
import type { FormDefinition, FormTree, TakeUpload } from './form.ts';
import { createFormTokens } from './form-token.ts';
import { resetHidden } from './hidden-elements.ts';
import { type OpenForm, openForm } from './open-form.ts';
import { resolveEntries } from './resolve-entries.ts';
import { applyRowOperation, parseRowOperation } from './row-operations.ts';
import { showForm, type ShownForm } from './show-form.ts';

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

/** Sent from the page that keeps what could not be taken, which has no token. */
const NOT_SENT: Problem = {
  pointer: '',
  code: 'form_not_sent',
  message: 'Nothing is saved yet. Check what the form says and send it again.',
};

export function createForms({ secret, clock, takeUpload }: FormParts): Forms {
  const tokens = createFormTokens(secret, clock);

  async function run<Args>(
    definition: FormDefinition<Args>,
    args: Args,
    request: PageRequest,
    options: FormOptions = {},
  ): Promise<Redirect | Fragment | ShownForm> {
    const { ctx, body, formKey } = request;
    const form = await openForm(definition, args, request, options.key ?? definition.id);
    const { id, tree, root, sent } = form;
    const isGet = tree.method === 'get';
    const show = (
      problems: readonly Problem[],
      more: { status?: number; above?: Element; fragment?: string | undefined } = {},
    ) =>
      showForm(form, {
        action: options.action ?? (isGet ? withoutQuery(request.url) : request.url),
        token: isGet ? undefined : tokens.issue(id, formKey),
        // Of a form that was sent for good only the whole can be shown.
        fragment: request.fragment === root.id ? root.id : undefined,
        problems,
        status: problems.length > 0 ? 422 : 200,
        ...more,
      });

    if (!sent) return show([]);
    resetHidden(root);
    if (isGet) return show(checkElements(root), { status: 200 });

    const token = body.values.get('_token')?.[0] ?? '';
    const trusted = tokens.check(token, id, formKey) === 'good';
    // Nothing is stored for somebody who may not have seen the form; rows may still be moved.
    if (trusted) await resolveEntries(ctx, root, sent, takeUpload);

    const asked = body.values.get('_op')?.[0];
    if (asked !== undefined) {
      const operation = parseRowOperation(asked);
      if (operation) applyRowOperation(root, operation);
      return show(refusedEntries(root), { status: 200, fragment: request.fragment });
    }
    if (!trusted) return show([token === '' ? NOT_SENT : TOO_OLD]);

    dropEmptyRows(root);
    const outcome = await submit(definition, args, request, form);
    if (outcome.kind === 'redirect') return outcome;
    return show(outcome.problems ?? [], outcome.above ? { above: outcome.above } : {});
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

/** Checks what was entered and does what the form is for. */
async function submit<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  { ctx, body }: PageRequest,
  { tree, root }: OpenForm,
) {
  const pressed = pressedAction(tree, body.values.get('_action')?.[0]);
  if (!pressed) return { kind: 'again' as const, problems: [ACTION_GONE] };
  const { name, unvalidated } = pressed;
  const values = collectValues(root);
  if (!unvalidated) {
    const found = checkElements(root);
    const more = (await definition.validate?.(ctx, args, values, name)) ?? [];
    // One thing wrong with an element is enough: the form's own check may say the same again.
    const others = more.filter((one) => !found.some(({ pointer }) => pointer === one.pointer));
    const problems = [...found, ...others];
    if (problems.length > 0) return { kind: 'again' as const, problems };
  }
  try {
    return await definition.submit(ctx, args, values, name);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { code, message } = error;
    const whole = [{ pointer: '', code, message }];
    return {
      kind: 'again' as const,
      problems: error.problems.length > 0 ? error.problems : whole,
    };
  }
}

/** The button that was pressed; Enter in a text box means the first. */
const ACTION_GONE: Problem = {
  pointer: '',
  code: 'action_gone',
  message: 'What you asked for cannot be done any more. Look at what can be done now.',
};

/** What was asked for, or what Enter does; undefined for a button that the form does not have now. */
function pressedAction(tree: FormTree, asked: string | undefined) {
  const allowed = Object.entries(tree.actions).filter(([, action]) => action.access !== false);
  const found = asked === undefined ? allowed[0] : allowed.find(([name]) => name === asked);
  if (!found && asked !== undefined) return undefined;
  const [name, action] = found ?? ['', undefined];
  return { name, unvalidated: action?.unvalidated === true };
}

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url;
}
