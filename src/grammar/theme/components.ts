import { isObject, type Json, type JsonObject } from '#base';
import { asTemplateValue, type TemplateValue, type TemplateValues } from './template-values.ts';

/** What a theme says of a component of its own. */
export interface Component {
  /** What it is, in a sentence. */
  readonly description: string;
  /** What it takes, by name. */
  readonly values: Readonly<Record<string, ValueKind>>;
  /** A template that nobody has to trust is given no more than this, as characters of JSON. */
  readonly most?: number;
}

type ValueKind = keyof typeof KINDS;

/** What each kind is called, whether something is of it, and what stands for what is missing. */
const KINDS = {
  text: { words: 'text', is: (value: Json) => typeof value === 'string', missing: '' },
  number: { words: 'a number', is: Number.isFinite, missing: '' },
  boolean: {
    words: 'true or false',
    is: (value: Json) => typeof value === 'boolean',
    missing: false,
  },
  list: { words: 'a list', is: Array.isArray, missing: [] },
} satisfies Record<string, { words: string; is: (value: Json) => boolean; missing: TemplateValue }>;

const NAME = /^[a-z][a-z0-9_]*$/;

/** Reads `[components.NAME]` of a `theme.toml`. */
export function readComponent(
  name: string,
  table: unknown,
  wrong: (what: string) => Error,
): Component {
  if (!NAME.test(name)) throw wrong(`the component "${name}" must be a plain name: pull_quote.`);
  if (!isObject(table) || typeof table['description'] !== 'string') {
    throw wrong(`[components.${name}] needs description = "What it is."`);
  }
  const { description, values = {}, ...rest } = table;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw wrong(`"${unknown}" is not known; a component has description and values.`);
  }
  if (!isObject(values)) throw wrong('"values" must be a table: values = { quote = "text" }.');
  return {
    description,
    values: Object.fromEntries(
      Object.entries(values).map(([value, kind]) => [value, readKind(value, kind, wrong)]),
    ),
  };
}

function readKind(name: string, kind: unknown, wrong: (what: string) => Error): ValueKind {
  if (!NAME.test(name)) throw wrong(`the value "${name}" must be a plain name: quote.`);
  if (name === 'content') throw wrong('"content" is what stands inside; choose another name.');
  const kinds = Object.keys(KINDS);
  const known = kinds.find((one): one is ValueKind => one === kind);
  if (known === undefined) throw wrong(`"${name}" must be one of "${kinds.join('", "')}".`);
  return known;
}

/** `given` as variables of its template, or what is wrong with it. */
export function componentValues(
  { values, most }: Component,
  given: JsonObject,
): { readonly values: TemplateValues } | { readonly wrong: string } {
  if (most !== undefined && JSON.stringify(given).length > most) {
    return { wrong: `Its values may have ${most.toLocaleString('en')} characters together.` };
  }
  const missing = Object.entries(values).map(([name, kind]) => [name, KINDS[kind].missing]);
  const out: Record<string, TemplateValue> = Object.fromEntries(missing);
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(values, name) ? values[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(values).join(', ') || 'none';
      return { wrong: `It takes no value "${name}". There are: ${known}.` };
    }
    if (!KINDS[kind].is(value)) return { wrong: `"${name}" must be ${KINDS[kind].words}.` };
    out[name] = asTemplateValue(value);
  }
  return { values: out };
}
