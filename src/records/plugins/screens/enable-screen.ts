import { Conflict } from '#base';
import { type Element, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { consequences } from './consequences.ts';
import { problemNotice, stack } from './plugin-elements.ts';
import { operationScreen } from './plugin-form.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** `/admin/plugins/{plugin}/enable`: says what it may do and what else is enabled, before it is. */
export function enableScreen(deps: PluginScreenDeps): PageRoute {
  const { plugins } = deps;
  return operationScreen(deps, {
    verb: 'enable',
    title: (label) => `Enable ${label}`,
    async ask(ctx, { name, manifest, problems }) {
      if (manifest === undefined)
        return { said: stack(...problems.map((one) => problemNotice(one))) };
      const plan = await orConflict(plugins.planEnabling(ctx, name));
      if (plan instanceof Conflict) return { said: inTheWay(plan) };
      if (plan.steps.length === 0) return { said: paragraph('It is enabled already.') };
      return {
        said: stack(
          ...problems.filter(({ kind }) => kind === 'stopped').map((one) => problemNotice(one)),
          paragraph(manifest.description),
          ...consequences(plan),
        ),
        action: { label: plan.steps.length === 1 ? 'Enable' : 'Enable all', look: 'primary' },
        asks: plan.asks,
      };
    },
    async carryOut(ctx, { name, label }, agreed) {
      const enabled = await plugins.enable(ctx, name, agreed);
      const others = enabled.length - 1;
      if (others < 1) return `“${label}” is enabled.`;
      const said = others === 1 ? 'the plugin that it needs' : `the ${others} that it needs`;
      return `“${label}” is enabled, and so ${others === 1 ? 'is' : 'are'} ${said}.`;
    },
  });
}

/** What stands in the way, as a notice. */
export function inTheWay({ message }: Conflict): Element {
  return { '#type': 'notice', '#tone': 'caution', '#value': message };
}

/** Something that stands in the way is an answer, too. */
export async function orConflict<Result>(work: Promise<Result>): Promise<Result | Conflict> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Conflict) return error;
    throw error;
  }
}
