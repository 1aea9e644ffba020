import { isObject, type JsonObject, parseId } from '#base';
import type { FormElement } from '#grammar/forms';
import { type Element, container, link, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type {
  FieldType,
  ReferenceType,
  ResolvedReference,
  Validated,
  WidgetView,
} from '../field-type.ts';
import { nearNames } from '../near-names.ts';
import type { ReferenceTargets } from '../references.ts';
import { choiceSetting } from '../setting-kinds.ts';
import { type Setting, defineSettings } from '../settings.ts';
import { accepted, checkObject, isNow, list, refused, short } from '../value-check.ts';
import { entered, enteredText, plainGroup, wordsOf } from '../widget-parts.ts';
import { severalOf } from './list.ts';
import { named, pointingTo, referenceAutocomplete } from './reference-autocomplete.ts';

export type ReferenceValue = {
  /** '' where `name` says which one. */
  readonly target_id: string;
  readonly target_type: ReferenceType;
  /** Only until it is saved: what a term is called that is looked for then, or made. */
  readonly name?: string;
};

const NOUNS: { readonly [Target in ReferenceType]: { label: string; kind?: string } } = {
  item: { label: 'Content', kind: 'item type' },
  term: { label: 'Terms', kind: 'vocabulary' },
  user: { label: 'Users' },
  file: { label: 'Files' },
};

/** Names of item types or vocabularies; a group of boxes for each record that has kinds. */
const bundles: Setting<readonly string[]> = {
  default: [],
  element: (chosen, { values, site }) => ({
    kind: 'group',
    look: 'plain',
    elements: Object.fromEntries(
      Object.entries(NOUNS).flatMap(([target, { kind }]) => {
        // `target` is a key of NOUNS.
        const now = values['target_type'] === target ? chosen : [];
        const there = site?.kinds.get(target as ReferenceType) ?? [];
        const lost = now.filter((name) => !there.some(({ value }) => value === name));
        const options = [
          ...there,
          // Taken away without a word, the field would point to any kind.
          ...lost.map((value) => ({ value, label: site ? `${value} (not there)` : value })),
        ];
        if (!kind || (site && options.length === 0)) return [];
        const element: FormElement = {
          kind: 'checkboxes',
          label: 'Of these kinds',
          help: 'None chosen: any.',
          options,
          default: now,
          states: { visible: { element: '../target_type', equals: target } },
        };
        return [[target, element]];
      }),
    ),
  }),
  // Which of the groups counts is known to the settings together.
  parse: () => [],
  problem: (value) => {
    if (!Array.isArray(value)) return 'Of these kinds: expected an array of machine names.';
    const wrong = value.find((name) => typeof name !== 'string' || !/^[a-z][a-z0-9_]*$/.test(name));
    return wrong === undefined
      ? undefined
      : `Of these kinds: “${short(String(wrong))}” is no machine name.`;
  },
};

const checked = defineSettings<{
  target_type: string;
  bundles: readonly string[];
  create_terms: boolean;
}>(
  {
    target_type: choiceSetting({
      label: 'Points to',
      default: 'item',
      options: Object.entries(NOUNS).map(([value, { label }]) => ({ value, label })),
    }),
    bundles,
    create_terms: {
      default: false,
      element: (value) => ({
        kind: 'switch',
        label: 'New terms may be made',
        help: 'Who may make terms types a name that there is not yet. Takes exactly one vocabulary.',
        default: value,
        states: { visible: { element: 'target_type', equals: 'term' } },
      }),
      parse: (given) => given === true,
      problem: (value) =>
        typeof value === 'boolean' ? undefined : 'New terms may be made: expected true or false.',
    },
  },
  ({ target_type: target, bundles: names, create_terms: creates }, site) => {
    // The setting's options are the keys of NOUNS.
    const type = target as ReferenceType;
    const there = site?.kinds.get(type)?.map(({ value }) => value);
    if (creates && (type !== 'term' || names.length !== 1)) {
      const message = 'New terms may be made: choose the one vocabulary that they belong to.';
      return [{ pointer: '/bundles', code: 'setting', message }];
    }
    return names
      .filter((name) => there && !there.includes(name))
      .map((name) => ({
        pointer: '/bundles',
        code: 'setting',
        message: noSuchKind(type, name, there ?? []),
      }));
  },
);

const settings: typeof checked = {
  ...checked,
  parse: (values) => {
    const chosen = entered(values['bundles'] ?? {}, enteredText(values, 'target_type'));
    const parsed = checked.parse(values);
    return {
      ...parsed,
      bundles: severalOf(chosen ?? []),
      create_terms: parsed['create_terms'] === true && parsed['target_type'] === 'term',
    };
  },
};

function noSuchKind(target: ReferenceType, name: string, there: readonly string[]): string {
  const { kind, label } = NOUNS[target];
  if (!kind) return `${label} are of no kinds: leave “Of these kinds” empty.`;
  const near = nearNames(name, there);
  const hint =
    near.length > 0
      ? ` Did you mean ${list(near, 'or')}?`
      : there.length > 0
        ? ` There is ${list(there)}.`
        : '';
  return `Of these kinds: there is no ${kind} “${short(name)}”.${hint}`;
}

/** Points to an item, a term, a user or a file; `targets` finds records while people type. */
export function createReferenceType(targets: ReferenceTargets): FieldType<ReferenceValue> {
  const example = { target_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', target_type: 'item' };
  return {
    name: 'reference',
    label: 'Reference',
    description:
      'Points to other content, a term, a user or a file, such as the speakers of a talk.',
    icon: 'link-2',
    example,
    settings,
    schema: (given) => {
      const id = Type.String({ description: 'UUID of the record; empty is none.' });
      const type = Type.Optional(Type.Literal(targetOf(given)));
      return makesTerms(given)
        ? Type.Object(
            {
              target_id: Type.Optional(id),
              target_type: type,
              name: Type.Optional(
                Type.String({
                  description:
                    'Instead of the id, when saving: what the term is called. It is made if there is none.',
                }),
              ),
            },
            { additionalProperties: false },
          )
        : Type.Object({ target_id: id, target_type: type }, { additionalProperties: false });
    },
    validate: (input, given) => {
      const target = targetOf(given);
      if (makesTerms(given) && isObject(input) && Object.hasOwn(input, 'name'))
        return checkName(input);
      const object = checkObject(input, ['target_id', 'target_type'], {
        ...example,
        target_type: target,
      });
      if (!object.ok) return object;
      const { target_id: id, target_type: type = target } = object.value;
      if (type !== target) {
        return refused('not_allowed', `Expected "${target}", or nothing at all.`, '/target_type');
      }
      const checked = checkId(id, '/target_id');
      return checked.ok ? accepted({ target_id: checked.value, target_type: target }) : checked;
    },
    references: ({ target_id: id, target_type: type, name }, given) => {
      const { bundles } = settings.read(given);
      return name === undefined
        ? [{ type, id, pointer: '/target_id', bundles }]
        : [{ type, id, pointer: '/name', bundles, name }];
    },
    isEmpty: ({ target_id: id, name }) => id === '' && name === undefined,
    compare: (a, b) => compareText(a.target_id, b.target_id),
    sql: { type: 'uuid', key: 'target_id' },
    toText: (value, view) =>
      value.name ?? view.resolve(value.target_type, value.target_id)?.label ?? value.target_id,
    fromText: (text, given) => {
      const id: string | undefined = parseId(text.trim());
      return makesTerms(given) && id === undefined ? named(text) : pointingTo(text.trim());
    },
    widgets: {
      autocomplete: referenceAutocomplete(targets, settings.read),
      select: {
        label: 'Select list',
        choices: (given) => ({ type: targetOf(given), bundles: settings.read(given).bundles }),
        build: (value, view) =>
          plainGroup({
            target_id: {
              kind: 'select',
              ...wordsOf(view),
              options: choicesWith(value ? [value] : [], view),
              none: view.required ? 'Choose…' : 'None',
              ...(value ? { default: value.target_id } : {}),
            },
          }),
        parse: (given) => pointingTo(enteredText(given, 'target_id')),
      },
      checkboxes: {
        label: 'Checkboxes, for several values',
        choices: (given) => ({ type: targetOf(given), bundles: settings.read(given).bundles }),
        build: (value, view) =>
          plainGroup({
            target_id: {
              kind: 'radios',
              ...wordsOf(view),
              options: choicesWith(value ? [value] : [], view),
              ...(value ? { default: value.target_id } : {}),
            },
          }),
        parse: (given) => pointingTo(enteredText(given, 'target_id')),
        many: {
          build: (values, view) => ({
            kind: 'checkboxes',
            keepsOrder: true,
            ...wordsOf(view),
            options: choicesWith(values, view),
            default: values.map((value) => value.target_id),
          }),
          parse: (given) => severalOf(given).map((id) => ({ target_id: id })),
        },
      },
    },
    formatters: {
      link: {
        label: 'Label with a link',
        build: (value, view) => {
          const found = view.resolve(value.target_type, value.target_id);
          return found?.url ? link(found.url, found.label) : labelOf(value, found);
        },
      },
      label: {
        label: 'Label',
        build: (value, view) => labelOf(value, view.resolve(value.target_type, value.target_id)),
      },
    },
  };
}

/** A record's id, or '' for none. */
export function checkId(input: unknown, at: string) {
  if (typeof input !== 'string') {
    return refused('type', `Expected the id of a record as text. ${isNow(input)}`, at);
  }
  const id = input.trim();
  if (id === '') return accepted('');
  return parseIdOf(id, at);
}

function parseIdOf(text: string, at: string) {
  const id: string | undefined = parseId(text);
  if (id !== undefined) return accepted(id);
  const message = `“${short(text)}” is no id. Expected a UUID, e.g. 01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11.`;
  return refused('format', message, at);
}

/** What stands where a record was that is gone, or that the reader may not see. */
export function gone(what: string): Element {
  return container({ text: text(what) }, { tag: 'span', attributes: { class: 'muted' } });
}

function labelOf({ name }: ReferenceValue, found: ResolvedReference | undefined): Element {
  const label = name ?? found?.label;
  return label === undefined ? gone('No longer available') : text(label);
}

function targetOf(given: JsonObject): ReferenceType {
  // The setting's options are the keys of NOUNS.
  return settings.read(given).target_type as ReferenceType;
}

function makesTerms(given: JsonObject): boolean {
  return settings.read(given).create_terms;
}

function checkName(input: Record<string, unknown>): Validated<ReferenceValue> {
  const example = { name: 'Sea' };
  const object = checkObject(input, ['name', 'target_type'], example);
  if (!object.ok) return object;
  const { name, target_type: type = 'term' } = object.value;
  if (type !== 'term')
    return refused('not_allowed', 'Expected "term", or nothing at all.', '/target_type');
  if (typeof name !== 'string')
    return refused('type', `Expected what the term is called. ${isNow(name)}`, '/name');
  const value = { target_id: '', target_type: 'term' as const };
  const line = name.replaceAll(/\s+/g, ' ').trim();
  return accepted(line === '' ? value : { ...value, name: line });
}

/** The choices, with what is chosen now: a value must not get lost because the list is long. */
function choicesWith(values: readonly ReferenceValue[], view: WidgetView) {
  const choices = view.choices ?? [];
  const missing = values.filter(({ target_id: id }) => !choices.some((one) => one.value === id));
  return [
    ...choices,
    ...missing.map(({ target_id: id, target_type: type }) => ({
      value: id,
      label: view.resolve(type, id)?.label ?? 'No longer available',
    })),
  ];
}
