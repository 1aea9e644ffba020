import type { FormElement, Option } from '#grammar/forms';
import type { SiteChoices } from '../field-type.ts';
import { nearNames } from '../near-names.ts';
import type { Setting } from '../settings.ts';
import { list, short } from '../value-check.ts';
import { severalOf } from './list.ts';

/** Settings that name text formats. */

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** Which formats authors choose from; the first is the default. */
export const formatsSetting: Setting<readonly string[]> = {
  default: [],
  element: (chosen, { site }): FormElement => ({
    kind: 'checkboxes',
    label: 'Text formats',
    help: 'What authors choose from, as far as they may use it. None chosen: every format.',
    options: formatOptions(chosen, site),
    default: chosen,
  }),
  parse: (entered) => severalOf(entered ?? []),
  problem: (value) => {
    if (!Array.isArray(value)) return 'Text formats: expected an array of names.';
    const wrong = value.find((name) => typeof name !== 'string' || !isFormatName(name));
    return wrong === undefined ? undefined : `Text formats: ${noName(String(wrong))}`;
  },
};

/** The format of a new text. */
export const defaultFormatSetting: Setting<string> = {
  default: 'filtered_html',
  element: (fallback, { values, site }): FormElement => {
    const { formats } = values;
    const [first] = Array.isArray(formats) ? formats : [];
    const now = typeof first === 'string' ? first : fallback;
    return {
      kind: 'select',
      label: 'Default format',
      help: 'What a new text is in. Where formats are chosen, it is the first of them.',
      options: formatOptions([now], site),
      required: true,
      default: now,
    };
  },
  parse: (entered) => (typeof entered === 'string' ? entered : ''),
  problem: (value) => {
    if (typeof value === 'string' && isFormatName(value)) return undefined;
    return `Default format: ${noName(String(value))}`;
  },
};

/** Whether a text format could have that name. */
export function isFormatName(name: string): boolean {
  return NAME.test(name);
}

/** Why `name` is no text format of the site; undefined when it is one. */
export function missingFormat(name: string, { formats }: SiteChoices): string | undefined {
  const there = formats.map(({ value }) => value);
  if (there.includes(name)) return undefined;
  const near = nearNames(name, there);
  const hint = near.length > 0 ? `Did you mean ${list(near, 'or')}?` : `There is ${list(there)}.`;
  return `There is no text format “${short(name)}”. ${hint}`;
}

function noName(name: string): string {
  return `“${short(name)}” is no name of a text format.`;
}

/** The site's, and those that are named now: taken away without a word, the text would change. */
function formatOptions(now: readonly string[], site: SiteChoices | undefined): readonly Option[] {
  const there = site?.formats ?? [];
  const lost = now.filter((name) => !there.some(({ value }) => value === name));
  return [
    ...there,
    ...lost.map((value) => ({ value, label: site ? `${value} (not there)` : value })),
  ];
}
