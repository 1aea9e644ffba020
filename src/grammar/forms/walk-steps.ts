import type { Problem } from '#base';
import type { PageRequest, Redirect } from '#grammar/routes';
import { dropEmptyRows } from './collect-values.ts';
import { encodeNodes } from './encode-nodes.ts';
import type { FormDefinition } from './form.ts';
import { STEPS_GONE } from './form-problems.ts';
import { type FormSteps, stepPart, stepUrl } from './form-steps.ts';
import type { KeptSteps } from './kept-steps.ts';
import type { OpenForm } from './open-form.ts';
import { ownerOf } from './sent-form.ts';
import { checkPart } from './submit-form.ts';

/**
 * Keeps the step that was sent and leads to the one before or after it; or answers what is wrong
 * with it, which only keeps from going on.
 */
export async function walkSteps<Args>(
  direction: 'next' | 'back',
  steps: FormSteps,
  form: OpenForm,
  to: {
    readonly definition: FormDefinition<Args>;
    readonly args: Args;
    readonly request: PageRequest;
    readonly kept: KeptSteps;
    readonly url: string;
  },
): Promise<Redirect | readonly Problem[]> {
  const { definition, args, request } = to;
  if (direction === 'next' && !steps.gone) {
    const part = stepPart(form.root, steps, steps.at);
    dropEmptyRows(part);
    const problems = await checkPart(definition, args, request, form, part);
    if (problems.length > 0) return problems;
  }
  const at = steps.gone ? 0 : steps.at + (direction === 'next' ? 1 : -1);
  return keepStep(steps, form, to, at);
}

/** Keeps the step that was sent and leads to the one with the number `at`. */
export async function keepStep(
  steps: FormSteps,
  form: OpenForm,
  to: { readonly request: PageRequest; readonly kept: KeptSteps; readonly url: string },
  at: number,
): Promise<Redirect> {
  const entered = new Map([...steps.kept, ...encodeNodes(stepPart(form.root, steps, steps.at))]);
  const owner = ownerOf(to.request, form.id);
  const state = await to.kept.save(steps.state, owner, entered);
  const step = steps.all[at] ?? steps.all[steps.at];
  return {
    kind: 'redirect',
    to: stepUrl(to.url, state, step?.name ?? ''),
    ...(steps.gone ? { messages: [{ tone: 'caution', text: STEPS_GONE }] } : {}),
  };
}
