import { nested, pointer, type Problem } from '#base';
import {
  type FilterUse,
  findFilter,
  isOfPlugin,
  PLAIN_TEXT,
  type TextFormat,
} from '#grammar/formats';
import type { FormatInput } from './format-input.ts';

const MAX_LABEL = 60;
const MAX_FILTERS = 50;

/**
 * A format as it will be stored, the filter that limits tags last, and all that is wrong with what
 * was sent; pointers are those of `input`.
 */
export function checkFormat(
  name: string,
  input: FormatInput,
): { readonly format: TextFormat; readonly problems: readonly Problem[] } {
  const label = input.label.trim();
  const checked = input.filters.map((use, at) => checkFilter(use, at, input.filters));
  const limit = checked.find(({ allows }) => allows !== undefined)?.allows;
  const filters = checked
    .toSorted((a, b) => Number(a.allows !== undefined) - Number(b.allows !== undefined))
    .map(({ use }) => use);
  return {
    format: { name, label, filters, weight: 0 },
    problems: [
      ...labelProblems(label),
      ...checked.flatMap(({ problems }) => problems),
      ...(limit ? input.filters.flatMap((use, at) => missingTags(use, at, limit)) : []),
      ...orderProblems(name, input.filters),
    ],
  };
}

/** What is wrong with `name` as the machine name of a new format. */
export function nameProblems(name: string): readonly Problem[] {
  if (/^[a-z][a-z0-9_]{0,63}$/.test(name)) return [];
  const message =
    'A machine name has at most 64 small letters, digits and underscores, and begins with a letter.';
  return [{ pointer: '/name', code: 'invalid_name', message }];
}

function labelProblems(label: string): readonly Problem[] {
  if (label === '') {
    return [{ pointer: '/label', code: 'required', message: 'A text format needs a name.' }];
  }
  if (Array.from(label).length <= MAX_LABEL && !/[\p{Cc}\p{Cs}]/u.test(label)) return [];
  const message = `The name of a text format is one line of at most ${MAX_LABEL} characters.`;
  return [{ pointer: '/label', code: 'invalid_label', message }];
}

interface Checked {
  readonly use: FilterUse;
  readonly problems: readonly Problem[];
  /** The tags that it leaves, of the filter that limits them. */
  readonly allows?: AllowedTags;
}
type AllowedTags = ReturnType<NonNullable<NonNullable<ReturnType<typeof findFilter>>['allows']>>;

function checkFilter(use: FilterUse, at: number, all: readonly FilterUse[]): Checked {
  const { name, settings } = use;
  const where = pointer('filters', at);
  const problem = (code: string, message: string): Checked => ({
    use,
    problems: [{ pointer: where, code, message }],
  });
  if (at >= MAX_FILTERS) return problem('too_many', `A format has at most ${MAX_FILTERS} filters.`);
  if (all.findIndex((one) => one.name === name) < at) {
    return problem('twice', `The filter “${name}” is in the format already.`);
  }
  const filter = findFilter(name);
  if (!filter) {
    // Of a plugin that is away: the format stays as it was made.
    if (isOfPlugin(name)) return { use, problems: [] };
    return problem('unknown_filter', `There is no filter “${name}”.`);
  }
  const read = filter.read(settings);
  return {
    use: { name, settings: read.settings },
    problems: read.problems.map((one) => nested(`${where}/settings`, one)),
    ...(filter.allows ? { allows: filter.allows(read.settings) } : {}),
  };
}

/** A filter is of no use where the tags that it works on are dropped. */
function missingTags({ name, settings }: FilterUse, at: number, allowed: AllowedTags): Problem[] {
  const filter = findFilter(name);
  const missing = Object.entries(filter?.needs(settings) ?? {}).filter(
    ([tag, attributes]) => !attributes.every((one) => allowed[tag]?.includes(one)) || !allowed[tag],
  );
  if (!filter || missing.length === 0) return [];
  const tags = missing.map(([tag, attributes]) => `<${[tag, ...attributes].join(' ')}>`).join(' ');
  const message = `“${filter.label}” works on ${tags}. Allow that below, or switch the filter off.`;
  return [{ pointer: pointer('filters', at), code: 'needs_tags', message }];
}

/** HTML is shown as it was typed before any other filter makes some, or never. */
function orderProblems(name: string, filters: readonly FilterUse[]): readonly Problem[] {
  const at = filters.findIndex((use) => use.name === 'escape');
  if (at > 0) {
    const message =
      'This filter stands first: further down it would show the tags that the filters before it make.';
    return [{ pointer: pointer('filters', at), code: 'order', message }];
  }
  if (at === -1 && name === PLAIN_TEXT) {
    const message =
      'Plain text shows HTML as it was typed, since everybody may write in it. Switch that filter on, or make another format.';
    return [{ pointer: '/filters', code: 'plain', message }];
  }
  return [];
}
