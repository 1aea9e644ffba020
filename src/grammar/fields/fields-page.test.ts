import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { FormElement } from '#grammar/forms';
import type { FieldType } from './field-type.ts';
import { createFieldTypes } from './field-types.ts';

const PAGE = fileURLToPath(new URL('../../../docs/fields.md', import.meta.url));

it('docs/fields.md describes every field type as it is', () => {
  const page = describe(createFieldTypes().list());
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, page);
  assert.equal(
    readFileSync(PAGE, 'utf8'),
    page,
    'Write it again: UPDATE_DOCS=1 node --test src/grammar/fields/fields-page.test.ts',
  );
});

function describe(types: readonly FieldType[]): string {
  return `${INTRODUCTION}\n${types.map(describeType).join('\n')}`;
}

const INTRODUCTION = `# Field types

A field holds one value, or several in an array when its cardinality is not 1 (-1 is any number).
A value is a JSON object whose keys depend on the field type. The same check answers on every way
in: form, REST, import, command line. Wrong values are refused with a JSON pointer to the place and
a code; unknown keys are refused too.

This page is made from the field types themselves by \`src/grammar/fields/fields-page.test.ts\`.

Codes: \`type\` (not the kind of JSON that is expected), \`required\`, \`too_long\`, \`too_large\`,
\`too_many\`, \`too_deep\`, \`range\`, \`pattern\`, \`format\` (text of another form), \`not_allowed\`,
\`unknown_key\`, \`unknown_field\`, \`control_character\`, \`not_unicode\` (half of a character),
\`reference_missing\`, \`reference_kind\`; of settings also \`setting\`.

How a type shows a field is its \`formatter\`: \`{ name, settings, label, teaser, teaser_as }\`.
\`label\` is \`above\`, \`inline\` or \`hidden\`; with \`teaser\` it is shown in lists too, there as
\`teaser_as: { name, settings }\` says. \`teaser_as: null\` is the same as in full; without the key it is
what the field type prefers, which for long text is a summary.

Times are sent with their offset and stored in UTC. In forms and on pages they are those of the
site's time zone: a time that clocks skip in spring counts on from before, of one that they show
twice in autumn the first is meant, and what nobody touches stays as it is stored.
`;

function describeType(type: FieldType): string {
  const form = type.settings.form(type.settings.defaults);
  const settings = Object.entries(form).map(
    ([name, element]) =>
      `| \`${name}\` | ${code(type.settings.defaults[name])} | ${cell(wordsOf(element))} |`,
  );
  const sorted = type.sql
    ? `Sorted and filtered as \`${type.sql.type}\` by \`${type.sql.key}\`.`
    : 'Not sorted.';
  const inTeasers = type.teaser ? `, in teasers as \`${type.teaser.name}\`` : '';
  return [
    `## ${type.label}: \`${type.name}\``,
    '',
    type.description,
    '',
    '```json',
    JSON.stringify(type.example),
    '```',
    '',
    `Entered as ${names(type.widgets)}. Shown as ${names(type.formatters)}${inTeasers}. ${sorted}`,
    '',
    ...(settings.length > 0
      ? ['| Setting | Default | Meaning |', '| --- | --- | --- |', ...settings, '']
      : []),
    ...(type.settings.example
      ? ['```json', JSON.stringify(type.settings.example, null, 2), '```', '']
      : []),
  ].join('\n');
}

function names(ways: { readonly [name: string]: { readonly label: string } }): string {
  return Object.entries(ways)
    .map(([name, { label }]) => `\`${name}\` (${label})`)
    .join(', ');
}

function wordsOf(element: FormElement): string {
  // Boxes for each of several things: what they are for is said by each of them.
  if (element.kind === 'group' && element.label === undefined) {
    return [...new Set(Object.values(element.elements).map(wordsOf))].join(' ');
  }
  // One option is what the setting is now, of those that only a site knows.
  const options =
    element.kind === 'select' && element.options.length > 1
      ? `${element.options.map(({ value, label }) => `\`${value}\` (${label})`).join(', ')}.`
      : '';
  const label = 'label' in element ? `${element.label}.` : '';
  const help = 'help' in element ? element.help : '';
  return [label, help, options].filter(Boolean).join(' ');
}

function code(value: unknown): string {
  return cell(`\`${JSON.stringify(value)}\``);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
