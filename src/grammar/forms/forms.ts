import type { Clock, Problem } from '#base';
import type { Element } from '#grammar/render';
import type { Fragment, PageAnswer, PageRequest, PageView, Redirect } from '#grammar/routes';
import { createTaps, type Taps } from '#grammar/taps';
import { applyOperation } from './apply-operation.ts';
import { checkElements, refusedEntries } from './check-elements.ts';
import { dropEmptyRows } from './collect-values.ts';
import type { FormDefinition, TakeUpload } from './form.ts';
import { parseOperation } from './form-operation.ts';
import { NOT_SENT, OTHER_STAGE, TOO_OLD, UNDER_WAY } from './form-problems.ts';
import type { FormStates } from './form-states.ts';
import { createFormTokens } from './form-token.ts';
import { resetHidden } from './hidden-elements.ts';
import { findKept, openForm } from './open-form.ts';
import { resolveEntries } from './resolve-entries.ts';
import { digestOf, ownerOf } from './sent-form.ts';
import { showForm, type ShownForm } from './show-form.ts';
import { checkOne, submitForm } from './submit-form.ts';
import { keepStep, walkSteps } from './walk-steps.ts';

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
  /**
   * Where the very same led to that was sent before: for a page that cannot show its form a second
   * time, because what it was about is gone.
   */
  recall(request: PageRequest): Promise<Redirect | undefined>;
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
  readonly states: FormStates;
  readonly taps: Taps;
}

export function createForms({ secret, clock, takeUpload, states, taps }: FormParts): Forms {
  const tokens = createFormTokens(secret, clock);

  async function run<Args>(
    definition: FormDefinition<Args>,
    args: Args,
    request: PageRequest,
    options: FormOptions = {},
  ): Promise<Redirect | Fragment | ShownForm> {
    const { ctx, body, formKey } = request;
    const id = options.key ?? definition.id;
    const asked = definition.sealed ? NO_PLUGINS : taps;
    const form = await openForm(definition, args, request, id, {
      taps: asked,
      steps: states.steps,
    });
    const { tree, root, sent, steps } = form;
    const isGet = tree.method === 'get';
    const url = options.action ?? (isGet ? withoutQuery(request.url) : request.url);
    const show = (
      problems: readonly Problem[],
      more: { status?: number; above?: Element; fragment?: string | undefined } = {},
    ) =>
      showForm(form, {
        url,
        token: isGet ? undefined : tokens.issue(id, formKey, ctx.stage),
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
    const checked = tokens.check(token, id, formKey, ctx.stage);
    const trusted = typeof checked === 'object' ? checked : undefined;
    const digest = trusted && (await digestOf(body, steps?.kept));
    // Nothing is stored for somebody who may not have seen the form; rows may still be moved.
    if (checked !== 'forged') await resolveEntries(ctx, root, sent, takeUpload);

    const op = body.values.get('_op')?.[0];
    const operation = op === undefined ? undefined : parseOperation(op);
    const walks = operation?.kind === 'next' || operation?.kind === 'back';
    if (op !== undefined && !walks) {
      if (operation) applyOperation(root, operation, request.fragment === undefined);
      const wrong =
        operation?.kind === 'check'
          ? await checkOne(definition, args, request, form, operation.path)
          : refusedEntries(root);
      return show(wrong, { status: 200, fragment: request.fragment });
    }
    if (!trusted || !digest) {
      if (token === '') return show([NOT_SENT]);
      return show([checked === 'elsewhere' ? OTHER_STAGE : TOO_OLD]);
    }

    const way = { definition, args, request, kept: states.steps, url };
    if (steps && walks) {
      const walked = await walkSteps(operation.kind, steps, form, way);
      return 'kind' in walked ? walked : show(walked);
    }
    if (steps?.gone) return keepStep(steps, form, way, 0);

    dropEmptyRows(root);
    const once = { id: trusted.rendering, owner: ownerOf(request, id), digest };
    const outcome = await states.once.run(ctx, once, () =>
      submitForm(asked, definition, args, request, form),
    );
    if (outcome === undefined) return show([UNDER_WAY]);
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
    async recall(request) {
      const { body, formKey, ctx } = request;
      const id = body.values.get('_form')?.[0];
      const token = body.values.get('_token')?.[0];
      if (id === undefined || token === undefined) return undefined;
      const checked = tokens.check(token, id, formKey, ctx.stage);
      if (typeof checked !== 'object') return undefined;
      const digest = await digestOf(body, await findKept(request, id, states.steps));
      return states.once.recall({ id: checked.rendering, owner: ownerOf(request, id), digest });
    },
  };
}

const NO_PLUGINS = createTaps();

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url;
}
