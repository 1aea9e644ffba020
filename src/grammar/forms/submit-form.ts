import { InvalidInput, type Problem } from '#base';
import type { Message, PageRequest } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import { checkElements } from './check-elements.ts';
import type { FormDefinition, FormOutcome, FormTree } from './form.ts';
import type { GroupNode } from './form-nodes.ts';
import { ACTION_GONE } from './form-problems.ts';
import { formSubmit, formValidate } from './form-taps.ts';
import type { OpenForm } from './open-form.ts';
import { ownValues, toldValues } from './own-values.ts';
import { elementAt } from './problems-by-element.ts';
import { findNode } from './row-operations.ts';

/**
 * Checks what was entered and does what the form is for: the form's own check, then plugins', then
 * what the form does, then what plugins do besides. A plugin that fails at the last changes
 * nothing of what is done by then; it is only said.
 */
export async function submitForm<Args>(
  taps: Taps,
  definition: FormDefinition<Args>,
  args: Args,
  { ctx, body }: PageRequest,
  { tree, root, added }: OpenForm,
): Promise<FormOutcome> {
  const pressed = pressedAction(tree, body.values.get('_action')?.[0]);
  if (!pressed) return { kind: 'again', problems: [ACTION_GONE] };
  const { name: action, unvalidated } = pressed;
  const values = ownValues(root, added);
  const told = () => ({ id: definition.id, action, values: toldValues(root) });
  if (!unvalidated) {
    const found = checkElements(root);
    const own = (await definition.validate?.(ctx, args, values, action)) ?? [];
    const others = taps.has(formValidate) ? await taps.ask(ctx, formValidate, [told()]) : [];
    const said = others.flatMap(({ answers }) => answers.flatMap(({ answer }) => answer));
    const problems = together(found, [...own, ...said]);
    if (problems.length > 0) return { kind: 'again', problems };
  }
  const outcome = await submitOwn(() => definition.submit(ctx, args, values, action));
  if (unvalidated || outcome.kind !== 'redirect' || !taps.has(formSubmit)) return outcome;
  const done = await taps.ask(ctx, formSubmit, [told()]);
  const failed = done.flatMap((result) => result.failed);
  if (failed.length === 0) return outcome;
  return { ...outcome, messages: [...(outcome.messages ?? []), pluginsFailed(failed)] };
}

/** What was thrown as wrong input is shown beside what it is about. */
async function submitOwn(submit: () => Promise<FormOutcome>): Promise<FormOutcome> {
  try {
    return await submit();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { code, message } = error;
    const whole = [{ pointer: '', code, message }];
    return { kind: 'again', problems: error.problems.length > 0 ? error.problems : whole };
  }
}

function pluginsFailed(names: readonly string[]): Message {
  const plugins = names.map((name) => `“${name}”`).join(', ');
  return {
    tone: 'caution',
    text: `This is done. What the plugin ${plugins} does besides could not be done; the log says why.`,
  };
}

/** What is wrong with `part` of the form alone, before all of it is there. */
export async function checkPart<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  { ctx }: PageRequest,
  { tree, root, added }: OpenForm,
  part: GroupNode,
): Promise<readonly Problem[]> {
  const values = ownValues(root, added);
  const action = pressedAction(tree, undefined)?.name ?? '';
  const more = (await definition.validate?.(ctx, args, values, action)) ?? [];
  return together(
    checkElements(part),
    more.filter(({ pointer }) => elementAt(part, pointer) !== undefined),
  );
}

/**
 * What is wrong with the one element at `path`, said while the rest is still being filled in: what
 * is missing is nothing to be said yet.
 */
export async function checkOne<Args>(
  definition: FormDefinition<Args>,
  args: Args,
  request: PageRequest,
  form: OpenForm,
  path: readonly string[],
): Promise<readonly Problem[]> {
  const { root } = form;
  const node = findNode(root, path);
  if (node?.kind !== 'leaf') return [];
  const problems = await checkPart(definition, args, request, form, root);
  return problems.filter(
    ({ code, pointer }) => code !== 'required' && elementAt(root, pointer) === node,
  );
}

/** One thing wrong with an element is enough: the form's own check may say the same again. */
function together(found: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  const others = more.filter((one) => !found.some(({ pointer }) => pointer === one.pointer));
  return [...found, ...others];
}

/** What was asked for, or what Enter does; undefined for a button that the form does not have now. */
function pressedAction(tree: FormTree, asked: string | undefined) {
  const allowed = Object.entries(tree.actions).filter(([, action]) => action.access !== false);
  const found = asked === undefined ? allowed[0] : allowed.find(([name]) => name === asked);
  if (!found && asked !== undefined) return undefined;
  const [name, action] = found ?? ['', undefined];
  return { name, unvalidated: action?.unvalidated === true };
}
