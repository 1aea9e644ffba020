import { type Element, heading, paragraph } from '#grammar/render';
import { capabilityWords } from '@trovato/plugin-sdk/manifest';
import type { EnablingPlan, EnablingStep } from '../enabling-plan.ts';
import { bullets, doesOnSite, mayDo, stack } from './plugin-elements.ts';
import { whatItDoes } from './what-it-does.ts';

/** What a plan comes to: who may do what from then on. */
export function consequences({ steps }: EnablingPlan): readonly Element[] {
  const last = steps.at(-1);
  const others = steps.slice(0, -1);
  return [
    ...(last
      ? [heading(2, 'What it may do'), may(last), heading(2, 'What it does'), does(last)]
      : []),
    ...(others.length === 0 ? [] : [heading(2, 'What it needs')]),
    ...others.map((step) =>
      stack(
        heading(3, step.manifest.label),
        paragraph(`${step.manifest.description} It is enabled, too.`),
        may(step),
        does(step),
      ),
    ),
  ];
}

function may(step: EnablingStep): Element {
  const granted = replaced(step)?.grants.map(({ capability }) => capabilityWords(capability));
  return mayDo(newApart(step.manifest.capabilities.map(capabilityWords), granted));
}

function does(step: EnablingStep): Element {
  const before = replaced(step);
  return doesOnSite(newApart(whatItDoes(step.manifest), before && whatItDoes(before.manifest)));
}

/** What an update takes the place of; undefined: it is none. */
function replaced({ plugin, fromFolder }: EnablingStep): EnablingStep['plugin']['installed'] {
  return fromFolder ? plugin.installed : undefined;
}

/** A list, with what was not there before set apart. */
function newApart(
  all: readonly string[],
  before: readonly string[] | undefined,
): Element | undefined {
  if (before === undefined || all.length === 0) return bullets(all);
  const fresh = bullets(all.filter((one) => !before.includes(one)));
  const known = bullets(all.filter((one) => before.includes(one)));
  return stack(fresh && heading(3, 'What is new'), fresh, known && heading(3, 'As before'), known);
}
