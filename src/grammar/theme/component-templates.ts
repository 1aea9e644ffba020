import { type ComponentElement, nothing, type SafeHtml } from '#grammar/render';
import type { Logger } from '#platform/telemetry';
import { componentValues } from './components.ts';
import type { Theme } from './load-theme.ts';
import { mistakeNotice } from './mistake-notice.ts';
import type { Drawn } from './templates.ts';

export interface ComponentOptions {
  readonly development: boolean;
  readonly log: Logger;
}

/** A site that goes wrong in ever new ways is not to fill the memory with it. */
const MOST_LOGGED = 1_000;

/** Components that themes declare, by their templates. */
export function createComponentTemplates({ development, log }: ComponentOptions) {
  const logged = new Set<string>();

  /** Leaves the component out; says why once to the log, and in its place to who develops. */
  function leaveOut(component: string, why: string): Drawn {
    if (!logged.has(component + why) && logged.size < MOST_LOGGED) {
      logged.add(component + why);
      log.error({ component }, `A component is left out. ${why}`);
    }
    const what = 'A component is left out.';
    return { html: undefined, notice: development ? mistakeNotice(what, why) : nothing };
  }

  return (element: ComponentElement, content: SafeHtml, theme: Theme): Drawn => {
    const name = element['#component'];
    const component = theme.components.get(name);
    if (component === undefined) {
      const known = [...theme.components.keys()].join(', ') || 'none';
      return leaveOut(name, `The theme ${theme.label} has no "${name}". There are: ${known}.`);
    }
    const checked = componentValues(component, element['#values']);
    if ('wrong' in checked) return leaveOut(name, `${name}: ${checked.wrong}`);
    const template = `component--${name}`;
    if (theme.templates.pick([template]) === undefined) {
      return leaveOut(name, `The theme ${theme.label} has no templates/${template}.html.`);
    }
    return theme.templates.draw([template], () => ({ ...checked.values, content }));
  };
}
