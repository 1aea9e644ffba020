import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { type ComponentElement, createRenderer, text, trusted } from '#grammar/render';
import { silentLog } from '#platform/telemetry';
import { createThemes } from './index.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCS = readFileSync(join(ROOT, 'docs/themes.md'), 'utf8');
const inDocs = (pattern: RegExp) => pattern.exec(DOCS)?.[1] ?? '';
const DECLARED = inDocs(/```toml\n(\[components.*?)```/s);
const TEMPLATE = inDocs(/```html\n(.*?)```/s);

/** The shipped themes, with components in the readers' theme. */
function open(
  t: TestContext,
  { declared = DECLARED, template = TEMPLATE, development = false } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'components-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, 'themes'), folder, { recursive: true });
  writeFileSync(join(folder, 'base/theme.toml'), `\n${declared}`, { flag: 'a' });
  if (template !== '') {
    writeFileSync(join(folder, 'base/templates/component--pull_quote.html'), template);
  }
  const logged: string[] = [];
  const error = (_fields: object, message: string) => void logged.push(message);
  const log = { ...silentLog, error } as typeof silentLog;
  const { elements } = createThemes({ folders: [folder], development, log });
  const renderer = createRenderer({
    formats: { apply: (_format, value) => trusted(value) },
    templates: elements,
  });
  const draw = (more: Partial<ComponentElement>, theme: 'site' | 'admin' = 'site') =>
    renderer
      .render(
        { '#type': 'component', '#component': 'pull_quote', '#values': {}, ...more },
        { locale: 'en', timeZone: 'UTC', now: new Date(), theme },
      )
      .toString()
      .replaceAll(/\s*\n\s*/g, '');
  return { draw, logged };
}

test('the component of docs/themes.md is drawn as it stands there, its values escaped', (t) => {
  const { draw, logged } = open(t);
  const drawn = draw({
    '#values': { quote: 'Less is <more>', large: true },
    '#children': { by: { '#type': 'heading', '#level': 3, '#value': 'A & B' } },
  });
  assert.equal(
    drawn,
    '<figure class="pull-quote" data-large="true"><blockquote>Less is &lt;more&gt;</blockquote><h3>A &amp; B</h3></figure>',
  );
  assert.match(draw({ '#values': { source: 'Ada' } }), /<figcaption>Ada<\/figcaption>/);
  assert.deepEqual(logged, []);
});

test('what may be missing is nothing, and a list is gone through', (t) => {
  const { draw } = open(t, {
    declared: `[components.pull_quote]\ndescription = "x"\nvalues = { n = "number", all = "list" }`,
    template:
      '[{{ n }}{% for one in all %}({{ one.name }}){% endfor %}{% if content %}!{% endif %}]',
  });
  assert.equal(draw({}), '[]');
  assert.equal(
    draw({ '#values': { n: 3, all: [{ name: 'a' }, { name: '<b>' }] } }),
    '[3(a)(&lt;b&gt;)]',
  );
  assert.equal(draw({ '#children': { a: text('x') } }), '[!]');
});

test('what the theme does not know, or with other values, is left out and logged once', (t) => {
  const { draw, logged } = open(t);
  const wrong: readonly Partial<ComponentElement>[] = [
    { '#component': 'hero' },
    { '#component': 'constructor' },
    { '#values': { quote: 3 } },
    { '#values': { large: 'yes' } },
    { '#values': { colour: 'red' } },
    { '#values': { toString: 'x' } },
  ];
  for (const element of [...wrong, ...wrong]) assert.equal(draw(element), '');
  assert.deepEqual(logged, [
    'A component is left out. The theme Base has no "hero". There are: pull_quote.',
    'A component is left out. The theme Base has no "constructor". There are: pull_quote.',
    'A component is left out. pull_quote: "quote" must be text.',
    'A component is left out. pull_quote: "large" must be true or false.',
    'A component is left out. pull_quote: It takes no value "colour". There are: quote, source, large.',
    'A component is left out. pull_quote: It takes no value "toString". There are: quote, source, large.',
  ]);
  assert.equal(draw({}, 'admin'), '', 'each theme has its own');
});

test('whoever develops sees in its place why a component is left out', (t) => {
  const { draw } = open(t, { development: true });
  assert.match(
    draw({ '#values': { quote: ['<b>'] } }),
    /class="notice" data-tone="danger".*pull_quote: &quot;quote&quot; must be text\./,
  );
});

test('a component without a template is left out, and the log says what is missing', (t) => {
  const { draw, logged } = open(t, { template: '' });
  assert.equal(draw({}), '');
  assert.match(String(logged), /has no templates\/component--pull_quote\.html\.$/);
});

test('a declaration that is wrong says file, line and what was expected', (t) => {
  const wrong: readonly [string, RegExp][] = [
    ['[components.Pull-Quote]\ndescription = "x"', /must be a plain name: pull_quote/],
    ['[components.quote]\nvalues = {}', /:\d+: \[components\.quote\] needs description/],
    ['[components.quote]\ndescription = "x"\nvalue = {}', /"value" is not known/],
    ['[components.quote]\ndescription = "x"\nvalues = 3', /"values" must be a table/],
    [
      '[components.quote]\ndescription = "x"\nvalues = { a = "string" }',
      /"a" must be one of "text", "number", "boolean", "list"/,
    ],
    [
      '[components.quote]\ndescription = "x"\nvalues = { content = "text" }',
      /"content" is what stands inside/,
    ],
    [
      '[components.quote]\ndescription = "x"\nvalues = { "a b" = "text" }',
      /the value "a b" must be a plain name/,
    ],
    ['[components]\nquote = 3', /\[components\.quote\] needs description/],
  ];
  for (const [declared, why] of wrong) {
    assert.throws(() => open(t, { declared }), { code: 'theme.manifest', message: why }, declared);
  }
});
