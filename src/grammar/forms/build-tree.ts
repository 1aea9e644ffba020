import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import { type AlteredTree, carryOver } from './carry-over.ts';
import type { FormDefinition } from './form.ts';
import type { FormValues } from './form-elements.ts';
import { formAlter } from './form-taps.ts';
import { viewOf } from './form-view.ts';

/** The form as its definition and then plugins make it. */
export async function buildTree<Args>(
  taps: Taps,
  definition: FormDefinition<Args>,
  ctx: RequestContext,
  args: Args,
  values: FormValues | undefined,
): Promise<AlteredTree> {
  const tree = await definition.build(ctx, args, values);
  if (!taps.has(formAlter)) return { tree, added: [] };
  const form = viewOf(tree);
  const [result] = await taps.ask(ctx, formAlter, [{ id: definition.id, form }]);
  const altered = result?.input.form ?? form;
  return carryOver(tree, altered, (pointer, why) =>
    ctx.log.warn({ form: definition.id, pointer }, `An element of a plugin is left out: ${why}`),
  );
}
