import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { checkElement, createRenderer, escapeHtml, inOrder, text, trusted } from './index.ts';
import { type ElementType, elementSchemas } from './elements/index.ts';

const around = (...children: object[]) => ({
  '#type': 'container',
  '#children': Object.fromEntries(children.map((child, i) => [`c${i}`, child])),
});
const exampleOf = (type: ElementType) =>
  (elementSchemas[type] as { examples?: readonly object[] }).examples?.[0] ?? {};
const problemAt = (input: unknown, pointer: string) =>
  checkElement(input).problems.find((problem) => problem.pointer === pointer)?.message;

test('a tree that is right stays as it is', () => {
  for (const type of Object.keys(elementSchemas)) {
    const example = exampleOf(type as ElementType);
    assert.deepEqual(checkElement(example), { element: example, problems: [] });
  }
});

test('a bad child is left out with its place and what was expected; its siblings stay', () => {
  const { element, problems } = checkElement(
    around(text('one'), { '#type': 'heading', '#level': 9, '#value': 'two' }, text('three')),
  );
  assert.deepEqual(element, {
    '#type': 'container',
    '#children': { c0: text('one'), c2: text('three') },
  });
  assert.deepEqual(problems, [
    {
      pointer: '/#children/c1/#level',
      message: '“#level” must be 1, 2, 3, 4, 5 or 6. This is 9.',
    },
  ]);
});

test('a key that nobody knows, or that is wrong and not needed, goes alone', () => {
  const link = { '#type': 'link', '#url': '/a', '#value': 'A' };
  const { element, problems } = checkElement({ ...link, '#colour': 'red', '#look': 'loud' });
  assert.deepEqual(element, link);
  assert.deepEqual(
    problems.map(({ pointer }) => pointer),
    ['/#colour', '/#look'],
  );
  assert.match(
    problems[0]?.message ?? '',
    /^A link element has no key “#colour”\. There are #type/,
  );
  assert.match(problems[1]?.message ?? '', /must be link, primary.*This is the text “loud”\.$/);
});

test('what is no element at all is nothing, and it is said what one is', () => {
  for (const input of [undefined, null, 1, 'text', [], [text('a')], {}, { '#type': 'TEXT' }]) {
    const { element, problems } = checkElement(input);
    assert.equal(element, undefined);
    assert.equal(problems.length, 1);
  }
  assert.match(problemAt({ '#type': 'txt' }, '/#type') ?? '', /no element of the type “txt”.*text/);
  assert.equal(
    problemAt({ '#type': 'text' }, '/#value'),
    'A text element needs “#value”: the text.',
  );
  assert.match(problemAt({ '#type': 'toString' }, '/#type') ?? '', /no element of the type/);
});

test('a bad cell or column of a table leaves its place empty, so that the others stay in theirs', () => {
  const { element } = checkElement({
    '#type': 'table',
    '#columns': [{ label: 1 }, { label: 'Seats' }],
    '#rows': [{ cells: [{ '#type': 'nope' }, text('120')] }],
  });
  assert.deepEqual(element, {
    '#type': 'table',
    '#columns': [{ label: '' }, { label: 'Seats' }],
    '#rows': [{ cells: [text(''), text('120')] }],
  });
});

test('no attribute runs code, styles, reaches into another form or leads to a script', () => {
  const bad = {
    onclick: 'alert(1)',
    OnClick: 'alert(1)',
    style: 'color: red',
    srcdoc: '<p>',
    'hx-post': '/user/1/delete',
    'data-hx-on': 'x',
    form: 'login',
    for: 'sign-out',
    formaction: 'https://evil.example',
    href: 'java\nscript:alert(1)',
    src: 'data:text/html,x',
    title: { a: 1 },
    id: Number.NaN,
    class: ['a', 1],
  };
  const good = { lang: 'it', hidden: true, tabindex: 0, rel: ['me', 'author'], 'data-x': 'y' };
  const { element, problems } = checkElement({
    ...text('x'),
    '#attributes': { ...bad, ...good },
  });
  assert.deepEqual(element?.['#attributes'], good);
  assert.deepEqual(
    problems.map(({ pointer }) => pointer),
    Object.keys(bad).map((name) => `/#attributes/${name}`),
  );
  const rows = [{ cells: [], attributes: { onclick: 'x' } }];
  assert.ok(
    problemAt({ '#type': 'table', '#columns': [], '#rows': rows }, '/#rows/0/attributes/onclick'),
  );
});

test('addresses lead to this site or the web, wherever they stand', () => {
  const bad = 'javascript:alert(1)';
  const links = [
    { url: bad, label: 'x' },
    { url: '/a', label: 'A' },
  ];
  assert.deepEqual(checkElement({ '#type': 'breadcrumb', '#links': links }).element, {
    '#type': 'breadcrumb',
    '#links': [{ url: '/a', label: 'A' }],
  });
  assert.equal(checkElement({ '#type': 'image', '#url': bad, '#alt': '' }).element, undefined);
  assert.deepEqual(checkElement({ '#type': 'heading', '#level': 2, '#value': 'x', '#url': bad }), {
    element: { '#type': 'heading', '#level': 2, '#value': 'x' },
    problems: [
      {
        pointer: '/#url',
        message:
          '“#url” must be a path of this site, or begin with http:, https:, mailto: or tel:. This is the text “javascript:alert(1)”.',
      },
    ],
  });
});

test('what is unclear about access hides the element, about caching keeps it from being kept', () => {
  assert.equal(checkElement({ ...text('x'), '#access': 'no' }).element, undefined);
  assert.deepEqual(
    checkElement({ ...text('x'), '#cache': { tags: ['item:1', 'two words'] } }).element,
    { ...text('x'), '#cache': { max_age: 0 } },
  );
  const cache = { tags: ['item:1'], contexts: ['user'], max_age: 60 };
  assert.deepEqual(checkElement({ ...text('x'), '#cache': cache }).element?.['#cache'], cache);
});

test('only the kernel sets what is not in the schema', () => {
  const example = exampleOf('item');
  const { element } = checkElement({ ...example, '#variables': { a: 1 } });
  assert.deepEqual(element, example);
});

test('scripts are names, not addresses', () => {
  const { element } = checkElement({
    ...text('x'),
    '#attached': { scripts: ['forms', 'https://evil.example/x.js', '../x'] },
  });
  assert.deepEqual(element?.['#attached'], { scripts: ['forms'] });
});

test('a tree has at most 40 elements inside each other, 10,000 in all, 1 MB a text', () => {
  const nested = (depth: number): object => (depth === 1 ? text('in') : around(nested(depth - 1)));
  assert.deepEqual(checkElement(nested(40)).problems, []);
  const deep = checkElement(nested(1000)).problems;
  assert.equal(deep.length, 1);
  assert.equal(deep[0]?.message, 'At most 40 elements may stand inside each other.');

  const many = (count: number) => around(...Array.from({ length: count }, () => text('x')));
  assert.deepEqual(checkElement(many(9_999)).problems, []);
  const { element, problems } = checkElement(many(10_500));
  assert.ok(element?.['#type'] === 'container');
  assert.equal(Object.keys(element['#children']).length, 9_999);
  assert.equal(problems.length, 101);
  assert.equal(problems[0]?.message, 'A tree has at most 10,000 elements.');
  assert.equal(problems[100]?.message, 'There is more wrong than is listed here.');

  assert.deepEqual(checkElement(text('x'.repeat(1_048_576))).problems, []);
  assert.equal(
    problemAt(text('x'.repeat(1_048_577)), '/#value'),
    '“#value” may have 1,048,576 characters; this has 1,048,577.',
  );
});

test('a pager of a plugin has no more pages than one can count', () => {
  const pager = { '#type': 'pager', '#page': 0, '#url': '/blog' };
  assert.ok(checkElement({ ...pager, '#pages': 1_000_000 }).element);
  assert.equal(
    problemAt({ ...pager, '#pages': 1e15 }, '/#pages'),
    '“#pages” must be a whole number from 0 to 1000000. This is 1000000000000000.',
  );
});

test('names of children change nothing else', () => {
  const hostile: unknown = JSON.parse(
    '{"#type":"container","#children":{"__proto__":{"#type":"text","#value":"x"},"a/b~":{}}}',
  );
  const { element, problems } = checkElement(hostile);
  assert.ok(element?.['#type'] === 'container');
  assert.equal(Object.getPrototypeOf(element['#children']), Object.prototype);
  assert.deepEqual(Object.keys(element['#children']), ['__proto__']);
  assert.equal(problems[0]?.pointer, '/#children/a~1b~0/#type');
});

test('whatever comes in, what comes out is right and can be drawn', () => {
  const renderer = createRenderer({
    formats: { apply: (_format, value) => trusted(escapeHtml(value)) },
    templates: {
      drawItem: (_element, parts) => parts.content,
      drawField: () => undefined,
      drawComponent: (_element, content) => content,
    },
  });
  const view = {
    locale: 'en',
    timeZone: 'UTC',
    now: new Date('2026-05-01T12:00:00Z'),
    theme: 'site' as const,
  };
  const types = Object.keys(elementSchemas);
  const keys = Object.values(elementSchemas).flatMap(({ properties }) => Object.keys(properties));
  const { tree } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('x', '', 1, true, null, 'primary', 'div', 'get', 'full', 'above', 'text'),
      tie('tree'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'label', 'url', 'cells', 'value'), tie('value'), {
        maxKeys: 3,
      }),
    ),
    tree: fc
      .tuple(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8 }),
      )
      .map(([type, rest]) => ({ ...rest, '#type': type })),
  }));
  fc.assert(
    fc.property(tree, (input) => {
      const { element } = checkElement(input);
      if (element === undefined) return;
      assert.deepEqual(checkElement(element), { element, problems: [] });
      renderer.render({ '#type': 'container', '#children': inOrder(element) }, view);
    }),
    { numRuns: 500 },
  );
});

test('checking a page of a plugin takes a moment', () => {
  const card = (i: number) => ({
    '#type': 'card',
    '#title': `Card ${i}`,
    '#url': `/item/${i}`,
    '#attributes': { class: 'wide', 'data-n': i },
    '#children': { about: text('A few words on what it is.') },
  });
  const tree = around(...Array.from({ length: 80 }, (_, i) => card(i)));
  assert.ok(JSON.stringify(tree).length > 13_000);
  const times = Array.from({ length: 50 }, () => {
    const started = performance.now();
    checkElement(tree);
    return performance.now() - started;
  });
  // Measured: 0.2 ms.
  assert.ok(Math.min(...times) < 2, `${Math.min(...times)} ms`);
});
