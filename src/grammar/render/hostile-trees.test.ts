import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { hostileTexts } from '../../../test/support/hostile.ts';
import { wrongInTree } from '../../../test/support/tree-dangers.ts';
import { elementSchemas } from './elements/index.ts';
import { createRenderer, type Element, trusted } from './index.ts';

const renderer = createRenderer({
  formats: { apply: (_format, text) => trusted(`<p>${text.length}</p>`) },
  templates: {
    drawItem: (_element, { content }) => trusted(`<article>${content.toString()}</article>`),
    drawField: () => undefined,
    drawComponent: (_element, content) => content,
  },
});
const view = {
  locale: 'en',
  timeZone: 'UTC',
  now: new Date('2026-05-01T12:00:00Z'),
  theme: 'site',
} as const;
const render = (element: Element) => renderer.render(element, view).toString();

/** What somebody wrote, until it is put into a tree. */
class Words {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
/** The tree with what people wrote, or with `x7x` in place of the eighth text, and so on. */
function filled(tree: unknown, known?: string[]): unknown {
  if (tree instanceof Words) {
    if (known === undefined || tree.text === '') return tree.text;
    if (!known.includes(tree.text)) known.push(tree.text);
    return `x${known.indexOf(tree.text)}x`;
  }
  if (Array.isArray(tree)) return tree.map((one: unknown) => filled(one, known));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, filled(one, known)]));
}

const words = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...hostileTexts().map(({ text }) => text)) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '\n', '\n\n', '\r', 'a', '0') },
    { weight: 1, arbitrary: fc.string() },
    {
      weight: 1,
      arbitrary: fc
        .string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })
        .map((text) => text.toWellFormed()),
    },
  )
  .map((text) => new Words(text));
const addresses = fc.oneof(
  fc.constantFrom(...hostileTexts('urls').map(({ text }) => text)),
  fc.constantFrom('/a', '?page=2', '#x', 'https://example.org/', 'mailto:a@example.org'),
);

const ADDRESSES = 'href src action formaction poster cite hx-get hx-post srcset xlink:href data';
const NAMES = `id class title name value role for style onclick ONLOAD on srcdoc is form rel
  type hidden open aria-label data-x data-hx-get
  background dynsrc ping http-equiv content`;
const HTMX =
  'hx-on hx-on:click hx-vals hx-headers hx-trigger hx-confirm hx-swap hx-target hx-config';
const CODE = [
  'js:alert(1)',
  '\0js:alert(1)',
  'java\0script:x',
  ' javascript:alert(1)',
  'load[alert(1)]',
  'click, load [x]',
];
const attributes = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...ADDRESSES.split(' ')), addresses),
      fc.tuple(fc.constant('target'), fc.constantFrom('_blank', '_self', 'x')),
      fc.tuple(fc.constantFrom(...HTMX.split(' ')), fc.constantFrom(...CODE, 'click', '#main')),
      fc.tuple(
        fc.oneof(fc.constantFrom(...NAMES.split(/\s+/)), words.map(String)),
        fc.oneof(words, fc.boolean(), fc.integer(), fc.array(words, { maxLength: 2 })),
      ),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => Object.fromEntries(pairs));

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
}

/** What may stand where `schema` does. */
function valueOf(schema: Schema, tree: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.$ref === '#/$defs/element') return tree;
  if (schema.type === 'array' && schema.items !== undefined) {
    return fc.array(valueOf(schema.items, tree), { maxLength: 3 });
  }
  if (schema.type === 'string') return schema.format === 'uri-reference' ? addresses : words;
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = -3, maximum = 30 } = schema;
    return fc.integer({ min: minimum, max: Math.min(maximum, 30) });
  }
  if (schema.properties !== undefined) return recordOf(schema, tree);
  if (schema.additionalProperties && schema.additionalProperties.$ref === '#/$defs/attribute') {
    return attributes;
  }
  return fc
    .array(fc.tuple(words, tree), { maxLength: 4 })
    .map((pairs) => Object.fromEntries(pairs.map(([name, one]) => [name.text, one])));
}

const ICONS = fc.constantFrom('check', 'nothing', '', '../../package', '"><script>');
const UNDRAWN = new Set(['#cache', '#attached', '#access']);

function recordOf(schema: Schema, tree: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const { properties = {}, required = [] } = schema;
  const keys = Object.entries(properties).filter(([key]) => !UNDRAWN.has(key));
  const value = ([key, one]: readonly [string, Schema]) =>
    key === '#icon' ? ICONS : valueOf(one, tree);
  return fc.record(Object.fromEntries(keys.map((pair) => [pair[0], value(pair)])), {
    requiredKeys: [...required],
  });
}

/** These are drawn by what they say and not only with it, so they say the same in both trees. */
const SPECIAL: Readonly<Record<string, object>> = {
  time: { '#value': fc.constantFrom('2026-01-31', '2026-05-01T09:00:00Z', 'no <time>') },
  pager: { '#url': fc.constantFrom('/list?a=<b>&page=3', 'javascript:alert(1)', '//evil.example') },
  difference: { '#after': fc.constant('') },
  icon: { '#name': ICONS },
  markup: { '#value': fc.constant('text') },
};

const anyTree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
    words.map((word) => ({ '#type': 'text', '#value': word })),
    ...Object.entries(elementSchemas).map(([type, schema]) =>
      // The library's objects are JSON Schema; their types say it in another way.
      fc
        .tuple(recordOf(schema as Schema, tie('tree')), fc.record(SPECIAL[type] ?? {}))
        .map(([one, special]) => ({ ...one, ...special })),
    ),
  ),
})).tree;

type Node = DefaultTreeAdapterTypes.ChildNode;
type Shape = string | readonly [string, Readonly<Record<string, string>>, readonly Shape[]];

function bodyOf(html: string): readonly Node[] {
  const [document] = parse(`<!doctype html><title>x</title><body>${html}`).childNodes.slice(-1);
  const body = document && 'childNodes' in document ? document.childNodes.at(-1) : undefined;
  return body && 'childNodes' in body ? body.childNodes : assert.fail('there is a body');
}

/** What a browser makes of HTML; addresses and what htmx reads are looked at by themselves. */
function asParsed(nodes: readonly Node[]): readonly Shape[] {
  return nodes.map((node): Shape => {
    if ('value' in node) return node.value;
    if (!('tagName' in node)) return assert.fail(`a ${node.nodeName}`);
    const kept = node.attrs.filter(
      ({ name }) => !/^hx-|^(?:href|src|poster|cite|(?:form)?action)$/.test(name),
    );
    const attrs = Object.fromEntries(kept.map(({ name, value }) => [name, value]));
    return [node.tagName, attrs, asParsed(node.childNodes)];
  });
}

/** The words in their places. */
function spoken(shape: Shape, known: readonly string[]): Shape {
  const say = (text: string) =>
    text.replaceAll(/x(\d+)x/g, (_, at) => (known[Number(at)] ?? '').replaceAll('\0', ''));
  if (typeof shape === 'string') return say(shape);
  const [tag, attrs, children] = shape;
  return [
    tag,
    Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, say(value)])),
    children.map((child) => spoken(child, known)).filter((child) => child !== ''),
  ];
}

type Nest = readonly [string, readonly Nest[]];
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [^\s"'<>/=]+(?:="[^"<>]*")?)*)(\/?)>|[^<>]+/y;

/** The elements as the tags say it, for who has never heard of HTML. */
function asWritten(html: string): readonly Nest[] {
  const stack: (readonly [string, Nest[]])[] = [['', []]];
  for (TAG.lastIndex = 0; TAG.lastIndex < html.length;) {
    const at = TAG.lastIndex;
    const found = TAG.exec(html) ?? assert.fail(`no HTML: ${html.slice(at, at + 80)}`);
    const [, end, tag, , closed] = found;
    if (tag === undefined) continue;
    if (end === '/') assert.equal(stack.pop()?.[0], tag);
    else {
      const nest: readonly [string, Nest[]] = [tag, []];
      stack.at(-1)?.[1].push(nest);
      if (closed !== '/' && tag !== 'input' && tag !== 'img') stack.push(nest);
    }
  }
  assert.equal(stack.length, 1);
  return stack[0]?.[1] ?? [];
}

function nested(shapes: readonly Shape[]): readonly Nest[] {
  return shapes.flatMap((shape) =>
    typeof shape === 'string' ? [] : [[shape[0], nested(shape[2])]],
  );
}

test('a tree of any elements is read by a browser as it says, whatever people wrote into it', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const known: string[] = [];
      // Both are made after the schemas of the elements.
      const plain = asParsed(bodyOf(render(filled(tree, known) as Element)));
      const html = render(filled(tree) as Element);
      const body = bodyOf(html);
      assert.deepEqual(wrongInTree(body), []);
      const parsed = asParsed(body);
      assert.deepEqual(nested(parsed), asWritten(html));
      assert.deepEqual(
        parsed,
        plain.map((shape) => spoken(shape, known)).filter((shape) => shape !== ''),
      );
    }),
    { numRuns: 3000 },
  );
});

test('containers are read as they are written, however they are nested', () => {
  const { '#tag': schema } = elementSchemas.container.properties;
  const tags = (schema as Schema).enum as readonly 'div'[];
  const inside = (tag: 'div', child: Element): Element => ({
    '#type': 'container',
    '#tag': tag,
    '#children': {
      before: { '#type': 'text', '#value': 'a' },
      child,
      after: { '#type': 'text', '#value': 'b' },
    },
  });
  const link: Element = { '#type': 'link', '#url': '/', '#value': 'c' };
  for (const outer of tags) {
    for (const middle of tags) {
      for (const inner of tags) {
        const html = render(inside(outer, inside(middle, inside(inner, link))));
        assert.deepEqual(nested(asParsed(bodyOf(html))), asWritten(html), html);
      }
    }
  }
});
