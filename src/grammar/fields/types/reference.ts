import { type JsonObject, parseId } from '#base';
import type { FormElement } from '#grammar/forms';
import { type Element, container, link, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type {
  FieldType,
  ReferenceType,
  ResolvedReference,
  Widget,
  WidgetView,
} from '../field-type.ts';
import { nearNames } from '../near-names.ts';
import { referenceSource } from '../reference-source.ts';
import type { ReferenceTargets } from '../references.ts';
import { choiceSetting } from '../setting-kinds.ts';
import { type Setting, defineSettings } from '../settings.ts';
import { accepted, checkObject, isNow, list, refused, short } from '../value-check.ts';
import { entered, enteredText, plainGroup, wordsOf } from '../widget-parts.ts';
import { severalOf } from './list.ts';

export type ReferenceValue = { readonly target_id: string; readonly target_type: ReferenceType };

const NOUNS: { readonly [Target in ReferenceType]: { label: string; kind?: string } } = {
  item: { label: 'Content', kind: 'item type' },
  term: { label: 'Terms', kind: 'vocabulary' },
  user: { label: 'Users' },
  file: { label: 'Files' },
};

/** Names of item types or vocabularies; a group of boxes for each record that has kinds. */
const bundles: Setting<readonly string[]> = {
  default: [],
  element: (chosen, { values, kinds }) => ({
    kind: 'group',
    look: 'plain',
    elements: Object.fromEntries(
      Object.entries(NOUNS).flatMap(([target, { kind }]) => {
        // `target` is a key of NOUNS.
        const now = values['target_type'] === target ? chosen : [];
        const there = kinds?.get(target as ReferenceType) ?? [];
        const lost = now.filter((name) => !there.some(({ value }) => value === name));
        const options = [
          ...there,
          // Taken away without a word, the field would point to any kind.
          ...lost.map((value) => ({ value, label: kinds ? `${value} (not there)` : value })),
        ];
        if (!kind || (kinds && options.length === 0)) return [];
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

const checked = defineSettings<{ target_type: string; bundles: readonly string[] }>(
  {
    target_type: choiceSetting({
      label: 'Points to',
      default: 'item',
      options: Object.entries(NOUNS).map(([value, { label }]) => ({ value, label })),
    }),
    bundles,
  },
  ({ target_type: target, bundles: names }, kinds) => {
    // The setting's options are the keys of NOUNS.
    const type = target as ReferenceType;
    const there = kinds?.get(type)?.map(({ value }) => value);
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
    return { ...checked.parse(values), bundles: severalOf(chosen ?? []) };
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
    schema: (given) =>
      Type.Object(
        {
          target_id: Type.String({ description: 'UUID of the record; empty is none.' }),
          target_type: Type.Optional(Type.Literal(targetOf(given))),
        },
        { additionalProperties: false },
      ),
    validate: (input, given) => {
      const target = targetOf(given);
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
    references: ({ target_id: id, target_type: type }, given) => [
      { type, id, pointer: '/target_id', bundles: settings.read(given).bundles },
    ],
    isEmpty: ({ target_id: id }) => id === '',
    compare: (a, b) => compareText(a.target_id, b.target_id),
    sql: { type: 'uuid', key: 'target_id' },
    toText: (value, view) =>
      view.resolve(value.target_type, value.target_id)?.label ?? value.target_id,
    fromText: (given) => pointingTo(given.trim()),
    widgets: {
      autocomplete: autocomplete(targets),
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
          return found?.url ? link(found.url, found.label) : labelOf(found);
        },
      },
      label: {
        label: 'Label',
        build: (value, view) => labelOf(view.resolve(value.target_type, value.target_id)),
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

function labelOf(found: ResolvedReference | undefined): Element {
  return found ? text(found.label) : gone('No longer available');
}

function targetOf(given: JsonObject): ReferenceType {
  // The setting's options are the keys of NOUNS.
  return settings.read(given).target_type as ReferenceType;
}

function pointingTo(id: string): JsonObject | undefined {
  return id === '' ? undefined : { target_id: id };
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

function autocomplete(targets: ReferenceTargets): Widget<ReferenceValue> {
  return {
    label: 'Search while typing',
    build: (value, view): FormElement => {
      const { bundles } = settings.read(view.settings);
      const type = targetOf(view.settings);
      return plainGroup({
        target_id: {
          kind: 'autocomplete',
          ...wordsOf(view),
          source: referenceSource(type, bundles),
          ...(value
            ? {
                default: {
                  value: value.target_id,
                  label: view.resolve(type, value.target_id)?.label ?? 'No longer available',
                },
              }
            : {}),
          lookup: (typed) => lookup(targets, view, typed),
        },
      });
    },
    parse: (given) => pointingTo(enteredText(given, 'target_id')),
  };
}

/** The one record that the typed text means: by its id, its whole label, or as the only one found. */
async function lookup(
  targets: ReferenceTargets,
  view: WidgetView,
  typed: string,
): Promise<string | undefined> {
  const id: string | undefined = parseId(typed.trim());
  if (id !== undefined) return id;
  const { bundles } = settings.read(view.settings);
  const target = targets.get(targetOf(view.settings));
  const found = await target.search(view.ctx, typed.trim(), bundles, 10);
  const wanted = typed.trim().toLowerCase();
  const same = found.filter(({ label }) => label.toLowerCase() === wanted);
  const candidates = same.length > 0 ? same : found;
  return candidates.length === 1 ? candidates[0]?.value : undefined;
}
