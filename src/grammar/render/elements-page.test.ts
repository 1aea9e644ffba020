import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Compile } from 'typebox/schema';
import type { SchemaNode } from './check/compile-check.ts';
import { common } from './elements/every-element.ts';
import { elementSchemas } from './elements/index.ts';
import { REFERENCES } from './elements/kinds.ts';
import { checkElement, createRenderer, type Element, escapeHtml, html, trusted } from './index.ts';

const DOCS = new URL('../../../docs/', import.meta.url);
const PAGE = new URL('elements.md', DOCS);
const SCHEMA = new URL('elements.schema.json', DOCS);
const AGAIN = 'Write it again: UPDATE_DOCS=1 node --test src/grammar/render/elements-page.test.ts';

type Keys = { readonly [key: string]: SchemaNode };
type Described = SchemaNode & { readonly examples?: readonly object[] };
// TypeBox makes JSON Schema; what it is made of is said by SchemaNode.
const schemas = Object.entries<object>(elementSchemas) as [string, Described][];
const commonKeys = Object.entries<object>(common) as [string, SchemaNode][];

test('docs/elements.schema.json is the JSON Schema of every element', () => {
  const text = `${JSON.stringify(wholeSchema(), null, 2)}\n`;
  if (process.env['UPDATE_DOCS']) writeFileSync(SCHEMA, text);
  assert.equal(readFileSync(SCHEMA, 'utf8'), text, AGAIN);
});

test('docs/elements.md describes every element as it is', () => {
  const page = `${INTRODUCTION}\n${schemas.map(describeElement).join('\n')}`;
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, page);
  assert.equal(readFileSync(PAGE, 'utf8'), page, AGAIN);
});

test('each example of docs/elements.md is right by schema and checker, and is drawn', () => {
  const schema = Compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  const renderer = createRenderer({
    formats: { apply: (_format, value) => trusted(escapeHtml(value)) },
    templates: {
      drawItem: (_element, parts) => parts.content,
      drawField: () => undefined,
      drawComponent: (element) => html`${element['#component']}`,
    },
  });
  const view = {
    locale: 'en',
    timeZone: 'UTC',
    now: new Date('2026-05-01T12:00:00Z'),
    theme: 'site' as const,
  };
  const examples = [...readFileSync(PAGE, 'utf8').matchAll(/```json\n(.*?)```/gs)];
  assert.equal(examples.length, schemas.length + 1);
  for (const [, json = ''] of examples) {
    const example: Element = JSON.parse(json);
    assert.ok(schema.Check(example), json);
    assert.deepEqual(checkElement(example).problems, []);
    assert.notEqual(renderer.render(example, view).toString(), '', json);
  }
});

test('the schema refuses what the checker refuses', () => {
  const schema = Compile(wholeSchema());
  const text = { '#type': 'text', '#value': 'x' };
  const wrong = [
    { '#type': 'txt' },
    { ...text, '#colour': 'red' },
    { '#type': 'text' },
    { '#type': 'container', '#children': { a: { '#type': 'heading', '#level': 9 } } },
    { '#type': 'list', '#items': [3] },
    { ...text, '#cache': { tags: ['two words'] } },
    { ...text, '#attributes': { title: { a: 1 } } },
  ];
  for (const one of wrong) {
    assert.equal(schema.Check(one), false, JSON.stringify(one));
    assert.notDeepEqual(checkElement(one).problems, []);
  }
});

function wholeSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Element',
    description: 'A node of the render tree, of which every page is made before it is HTML.',
    $ref: '#/$defs/element',
    $defs: {
      element: {
        discriminator: { propertyName: '#type' },
        oneOf: schemas.map(([type]) => ({ $ref: `#/$defs/${type}` })),
      },
      attribute: {
        description: 'The value of an HTML attribute.',
        anyOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', items: { type: 'string' } },
        ],
      },
      value: {
        description: 'A value of a component: all of JSON but null.',
        anyOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', items: { $ref: REFERENCES.value } },
          { type: 'object', additionalProperties: { $ref: REFERENCES.value } },
        ],
      },
      ...Object.fromEntries(commonKeys.map(([key, node]) => [key.slice(1), node])),
      ...Object.fromEntries(schemas.map(([type, schema]) => [type, withReferences(schema)])),
    },
  };
}

/** What all elements have is said once. */
function withReferences(schema: Described) {
  const properties = Object.entries(schema.properties ?? {}).map(([key, node]) => [
    key,
    key in common ? { $ref: `#/$defs/${key.slice(1)}` } : node,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

const INTRODUCTION = `# Elements

A page is a tree of elements until the last moment: plain JSON, so that access, caching, plugins
and themes can work on it. Each element has a \`#type\`, keys of its type, and the keys that all
have. The same as JSON Schema: [elements.schema.json](elements.schema.json).

\`\`\`json
{
  "#type": "container",
  "#tag": "section",
  "#cache": { "tags": ["item:7"] },
  "#children": {
    "title": { "#type": "heading", "#level": 2, "#value": "Fish & chips" },
    "more": { "#type": "link", "#url": "/item/7", "#value": "Read on" }
  }
}
\`\`\`

This page is made from the schemas in \`src/grammar/render/elements/\` by
\`src/grammar/render/elements-page.test.ts\`.

## What comes from plugins

A tree of a plugin is checked where it enters, and what is wrong is left out with its path while
the page stands: an unknown key or a bad optional one alone, a bad required one with its element,
an element without its neighbours. A cell or column of a table leaves its place empty. An element
whose \`#access\` is unclear is left out; one whose \`#cache\` is unclear is not shown again.

- Text is escaped. With \`#format\` it goes through that text format. There is no element of HTML.
- Attributes are those of a list. Not on it are \`on…\`, \`style\`, and for plugins \`hx-…\`, \`for\`, \`form\`,
  \`formaction\`, \`formmethod\`. Addresses have the scheme http, https, mailto, tel, or none.
- At most 40 elements inside each other, 10,000 in a tree, 1,048,576 characters in a text.

## Keys of every element

${tableOf(keysOf(Object.fromEntries(commonKeys), []))}
What an element depends on, the page around it depends on: its cache tags (\`item:ID\`,
\`item_list:TYPE\`, \`user:ID\`, \`term:ID\`, \`file:ID\`), its contexts, and the lowest \`max_age\`.
Contexts say what makes it another one: \`user\` (who asks), \`session\` (one browser of theirs: form
tokens, messages), \`permissions\` (what they may do), \`stage\`, \`language\`, \`url\` (path and query).
What \`#access\` leaves out does not count. While one develops, the headers \`x-cache-tags\`,
\`x-cache-contexts\` and \`x-cache-max-age\` of each page say what it came to.
`;

function describeElement([type, { description, examples, properties = {}, required = [] }]: [
  string,
  Described,
]): string {
  const own = Object.entries(properties).filter(([key]) => key !== '#type' && !(key in common));
  return [
    `## \`${type}\``,
    '',
    description,
    '',
    '```json',
    spread(examples?.[0]),
    '```',
    '',
    tableOf(keysOf(Object.fromEntries(own), required)),
  ].join('\n');
}

function tableOf(rows: readonly string[]): string {
  return ['| Key | Holds | Default | Meaning |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

/** A row for each key, and for the keys of the parts inside. */
function keysOf(keys: Keys, required: readonly string[], before = ''): readonly string[] {
  return Object.entries(keys).flatMap(([key, node]) => {
    const name = before + key;
    const missing = required.includes(key) ? 'required' : inCode(node.default);
    const row = `| \`${name}\` | ${holds(node)} | ${missing} | ${cell(node.description ?? '')} |`;
    const inner = node.items?.properties ? node.items : node;
    const place = inner === node ? `${name}.` : `${name}[].`;
    return [row, ...keysOf(inner.properties ?? {}, inner.required ?? [], place)];
  });
}

function holds({ $ref, type, enum: values, items, format, additionalProperties }: SchemaNode) {
  if ($ref !== undefined) return 'element';
  if (values !== undefined) return values.map(inCode).join(', ');
  if (items !== undefined) return `array of ${plural(items)}`;
  if (type === 'object') {
    const inner = typeof additionalProperties === 'object' ? additionalProperties.$ref : undefined;
    return inner === REFERENCES.element ? 'elements by name' : 'object';
  }
  if (type === 'string') return format === undefined ? 'text' : 'address';
  if (type === 'integer') return 'whole number';
  return type === 'boolean' ? 'true or false' : 'number';
}

function plural({ $ref, enum: values, properties }: SchemaNode): string {
  if ($ref !== undefined) return 'elements';
  if (properties !== undefined) return 'objects';
  return values === undefined ? 'texts' : values.map(inCode).join(', ');
}

function inCode(value: unknown): string {
  return value === undefined
    ? ''
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** JSON with a line for each part that is too long for one. */
function spread(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, null, 1)
    .replaceAll(/\n */g, ' ')
    .replaceAll(/\[ (.*?) \]/g, '[$1]');
  if (line.length + indent.length <= 90 || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((one) => inner + spread(one, inner))
    : Object.entries(value).map(([key, one]) => `${inner}"${key}": ${spread(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}
