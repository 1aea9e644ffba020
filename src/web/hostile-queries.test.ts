import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DRAFT, packList, unpackList } from '#base';
import { openSecretSite, type SecretSite } from '../../test/support/staged-secrets.ts';

/**
 * Whatever stands in an address, it is no fault of the site's: every parameter that the
 * documentation of the API names, and those that pages read, are sent what no client means.
 */
let site: SecretSite;
let api: Awaited<ReturnType<SecretSite['api']>>;
let term: string;

before(async () => {
  site = await openSecretSite();
  api = await site.api({ isAdmin: true });
  const { json } = await api('GET', '/terms/tags');
  term = json.terms[0].id;
});
after(async () => site[Symbol.asyncDispose]());

const NUMBERS = ['', '-1', '1.5', '1e30', 'Infinity', 'NaN', '0x10', '9223372036854775807'];
const TEXTS = [
  "'",
  '%5C',
  '%25',
  '%ED%A0%80',
  '%F0%9F%92%A9',
  '%01',
  '[]',
  '{}',
  'null',
  '__proto__',
];
const TIMES = [
  '-200000-01-01T00:00:00Z',
  '-271821-04-20T00:00:00.000Z',
  '%2B275760-09-13T00:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
];
const HOSTILE = [...NUMBERS, ...TEXTS, ...TIMES, '9'.repeat(400), 'x'.repeat(2_500)];

/** Values of a cursor that were never the end of a page. */
const IN_CURSORS = [
  'a\0b',
  'a\ud800',
  '',
  null,
  7,
  '9'.repeat(400),
  ...TIMES.map(decodeURIComponent),
  '0000-01-01 00:00:00+00',
  '2026-01-01 00:00:00+23:59',
];

/** What `{id}` can be in a path that begins so. */
const idAt = (path: string): string =>
  [
    ['/stages', DRAFT],
    ['/publishes', site.publish],
    ['/term', term],
    ['/admin/categories', term],
    ['/user', site.admin.id],
    ['/admin/people', site.admin.id],
    ['/admin/content/trash', site.trashed.id],
  ].find(([begin = '']) => path.startsWith(begin))?.[1] ?? site.story.id;

/** What can stand in braces in a path. */
function filled(path: string): string {
  const known: Readonly<Record<string, string>> = {
    id: idAt(path),
    stage: DRAFT,
    type: 'story',
    name: 'stories',
    display: 'page',
    vocabulary: 'tags',
    revision: site.liveRevision,
    other: site.story.revisionId,
    kinds: 'article',
    filter: 'title',
    plugin: 'reading-time',
    publish: site.publish,
    target: site.top.id,
    gather: 'stories',
    field: 'text',
    kind: 'text',
    format: 'full_html',
    theme: 'base',
  };
  return path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => known[name] ?? 'x');
}

async function statusOf(url: string): Promise<number> {
  return (await api('GET', url)).status;
}

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
}

async function readers(): Promise<readonly (readonly [path: string, names: readonly string[]])[]> {
  const { json } = await api('GET', '/openapi.json');
  const paths: Readonly<Record<string, { readonly get?: Operation }>> = json.paths;
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    const named = (get.parameters ?? []).filter((one) => one.in === 'query');
    return [[path, [...named.flatMap(({ name }) => name ?? []), 'stage']] as const];
  });
}

test('no query parameter of the API leads to a fault, whatever is sent', async () => {
  const faults: string[] = [];
  let asked = 0;
  for (const [path, names] of await readers())
    for (const name of names)
      for (const value of HOSTILE) {
        asked += 1;
        const url = `${filled(path)}?${name}=${value}`;
        if ((await statusOf(url)) >= 500) faults.push(url);
      }
  assert.deepEqual(faults, []);
  assert.ok(asked > 300, `${asked}`);
});

test('no id in a path of the API leads to a fault', async () => {
  const faults: string[] = [];
  for (const [path] of await readers())
    for (const value of [...NUMBERS, ...TEXTS, 'x'.repeat(1_000)].filter(Boolean))
      for (const braces of path.match(/\{\w+\}/g) ?? []) {
        const url = filled(path.replace(braces, value));
        if ((await statusOf(url)) >= 500) faults.push(url);
      }
  assert.deepEqual(faults, []);
});

test('a cursor that was made up names itself', async () => {
  const { id } = site.story;
  const answers = [];
  for (const sort of ['title', 'created', 'changed'])
    for (const value of IN_CURSORS) {
      const url = `/items/story?sort=${sort}&after=${packList([sort, value, id])}`;
      answers.push({ url, ...(await api('GET', url)) });
    }
  const listed = await api('GET', '/gathers/stories?size=1');
  assert.equal(typeof listed.json.next, 'string');
  const [list, ...values] = unpackList(listed.json.next);
  for (const i of values.keys())
    for (const value of IN_CURSORS) {
      const url = `/gathers/stories?size=1&after=${packList([list, ...values.with(i, value)])}`;
      answers.push({ url, ...(await api('GET', url)) });
    }
  for (const { url, status, json } of answers) {
    if (status === 200) continue;
    assert.ok([400, 422].includes(status), `${status} ${url}`);
    assert.equal(json.errors[0].pointer, '/after', url);
  }
});

test('an offset and a time that cannot be name themselves', async () => {
  const { id } = site.story;
  for (const offset of NUMBERS) {
    const { status, json } = await api('GET', `/items/story/${id}/revisions?offset=${offset}`);
    assert.equal(status, 422, offset);
    assert.equal(json.errors[0].pointer, '/offset');
  }
  for (const time of [...TIMES, 'yesterday']) {
    const { status, json } = await api('GET', `/stages/${DRAFT}/activity?before=${time}`);
    assert.equal(status, 422, time);
    assert.equal(json.errors[0].pointer, '/before');
  }
});

/** What pages read of their addresses. */
const OF_PAGES =
  'page after before from to sort q state seen only items use queue display title type status author search role filtered _state _step _form'.split(
    ' ',
  );

test('no parameter of a page leads to a fault', async () => {
  const reader = await site.signIn({ isAdmin: true });
  const { mountedPages, changingPages } = await site.web();
  const faults: string[] = [];
  const [first = '', second = ''] = TIMES;
  const odd = ['-1', '1e30', '9223372036854775807', '%ED%A0%80', '%01', first, second];
  const values = [...odd, packList(['created', 'a\0b', site.story.id])];
  for (const { path } of [...mountedPages, ...changingPages.pages()].filter(({ methods }) =>
    methods.includes('GET'),
  ))
    for (const value of values) {
      const url = `${filled(path)}?${OF_PAGES.map((name) => `${name}=${value}`).join('&')}`;
      const { status } = await reader.get(url);
      if (status >= 500) faults.push(url);
    }
  assert.deepEqual(faults, []);
});
