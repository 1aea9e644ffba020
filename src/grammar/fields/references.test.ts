import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ANONYMOUS, newId } from '#base';
import { systemContext } from '#grammar/access';
import type { PageAnswer, PageRequest } from '#grammar/routes';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../test/support/database.ts';
import { collectReferences } from './collect-references.ts';
import { loadReferenceChoices } from './reference-choices.ts';
import type { FormField } from './field-form.ts';
import { createFieldTypes } from './field-types.ts';
import { referenceProblems } from './reference-problems.ts';
import { createReferencePages } from './reference-pages.ts';
import { createReferenceTargets } from './reference-targets.ts';
import type { Reference } from './field-type.ts';
import type { ReferenceRow, ReferenceTarget } from './references.ts';
import { resolveReferences } from './resolve-references.ts';

const terms = { go: newId(), sql: newId() };

/** Users by a query of the builder, terms by a fragment: targets may write either. */
const userTarget: ReferenceTarget = {
  type: 'user',
  select: (queries, _ctx, ids) =>
    queries
      .selectFrom('users')
      .select([
        sql<string>`'user'`.as('type'),
        sql<string>`id::text`.as('id'),
        'name as label',
        sql<string>`''`.as('bundle'),
        sql`null::jsonb`.as('detail'),
      ])
      .where(sql<string>`id::text`, 'in', ids),
  url: (row) => `/user/${row.id}`,
  search: () => Promise.resolve([]),
};
const termTarget: ReferenceTarget = {
  type: 'term',
  select: (_queries, _ctx, ids) =>
    sql<ReferenceRow>`select 'term' as type, id, label, 'topics' as bundle, '{"size": 7}'::jsonb as detail
      from (values (${terms.go}, 'Go'), (${terms.sql}, 'SQL')) as t(id, label) where id = any(${ids})`,
  url: () => undefined,
  search: (_ctx, text, bundles, limit) =>
    Promise.resolve(
      [
        { value: terms.go, label: 'Go' },
        { value: terms.sql, label: 'SQL' },
      ]
        .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
        .filter(() => bundles.length === 0 || bundles.includes('topics'))
        .slice(0, limit),
    ),
};

function targetsHere() {
  const targets = createReferenceTargets();
  targets.register(userTarget);
  targets.register(termTarget);
  return targets;
}

const topics: FormField = {
  name: 'topics',
  label: 'Topics',
  help: '',
  fieldType: 'reference',
  cardinality: -1,
  required: false,
  settings: { target_type: 'term', bundles: ['topics'] },
  widget: { name: 'select', settings: {} },
};
const talks: FormField = {
  ...topics,
  name: 'talks',
  fieldType: 'compound',
  settings: {
    fields: [
      { name: 'speaker', type: 'reference', settings: { target_type: 'user' } },
      { name: 'topic', type: 'reference', settings: { target_type: 'term', bundles: ['places'] } },
    ],
  },
};

it('finds every reference, also inside compounds', () => {
  const types = createFieldTypes(targetsHere());
  const user = { target_id: ANONYMOUS, target_type: 'user' };
  const values = {
    topics: [{ target_id: terms.go, target_type: 'term' }],
    talks: [{ speaker: user }, { topic: { target_id: terms.sql, target_type: 'term' } }],
  };
  assert.deepEqual(collectReferences([topics, talks], values, types), [
    { type: 'term', id: terms.go, pointer: '/fields/topics/0/target_id', bundles: ['topics'] },
    { type: 'user', id: ANONYMOUS, pointer: '/fields/talks/0/speaker/target_id', bundles: [] },
    {
      type: 'term',
      id: terms.sql,
      pointer: '/fields/talks/1/topic/target_id',
      bundles: ['places'],
    },
  ]);
});

it('looks all of them up in one statement, and in none when there are none', async () => {
  await using database = await openTestDatabase();
  const targets = targetsHere();
  const ctx = systemContext();
  const before = database.statements();
  const resolve = await resolveReferences(
    targets,
    database.queries,
    ctx,
    [
      { type: 'term', id: terms.go },
      { type: 'term', id: terms.go },
      { type: 'user', id: ANONYMOUS },
      { type: 'user', id: newId() },
    ],
    'view',
  );
  assert.equal(database.statements() - before, 1);
  assert.deepEqual(resolve('term', terms.go), { label: 'Go', bundle: 'topics', size: 7 });
  assert.deepEqual(resolve('user', ANONYMOUS), { label: 'Anonymous', url: `/user/${ANONYMOUS}` });
  assert.equal(resolve('user', terms.go), undefined);

  const none = await resolveReferences(targets, database.queries, ctx, [], 'save');
  assert.equal(database.statements() - before, 1);
  assert.equal(none('item', terms.go), undefined);
});

it('says which references point nowhere or to the wrong kind', async () => {
  await using database = await openTestDatabase();
  const lost = newId();
  const references: readonly Reference[] = [
    { type: 'user', id: ANONYMOUS, pointer: '/a', bundles: [] },
    { type: 'user', id: lost, pointer: '/b', bundles: [] },
    { type: 'term', id: terms.go, pointer: '/c', bundles: ['places', 'people'] },
    { type: 'term', id: terms.go, pointer: '/d', bundles: ['topics'] },
  ];
  const targets = targetsHere();
  const ctx = systemContext();
  const resolve = await resolveReferences(targets, database.queries, ctx, references, 'save');
  const problems = referenceProblems(references, resolve);
  assert.deepEqual(problems, [
    {
      pointer: '/b',
      code: 'reference_missing',
      message: `There is no user with the id ${lost}. It may have been deleted; choose another.`,
    },
    {
      pointer: '/c',
      code: 'reference_kind',
      message: '“Go” (topics) cannot be chosen here. Expected one of the kind places or people.',
    },
  ]);
  const stored = referenceProblems(references, resolve, references);
  assert.deepEqual(
    stored.map(({ pointer }) => pointer),
    ['/c'],
    'what is gone since it was stored may stay',
  );
});

it('lists what there is to choose from, for widgets that show a list', async () => {
  const targets = targetsHere();
  const types = createFieldTypes(targets);
  const searching = { ...topics, name: 'others', widget: { name: 'autocomplete', settings: {} } };
  const choices = await loadReferenceChoices([topics, searching], types, targets, systemContext());
  assert.deepEqual([...choices.keys()], ['topics']);
  assert.deepEqual(
    choices.get('topics')?.map(({ label }) => label),
    ['Go', 'SQL'],
  );
});

it('understands what was typed without a choice from the list', async () => {
  const { widgets } = createFieldTypes(targetsHere()).get('reference');
  const element = widgets['autocomplete']?.build(undefined, {
    ctx: systemContext(),
    resolve: () => undefined,
    formats: [],
    label: 'Topic',
    help: '',
    required: false,
    settings: topics.settings,
    widgetSettings: {},
    timeZone: 'UTC',
  });
  assert.ok(element?.kind === 'group');
  const box = element.elements['target_id'];
  assert.ok(box?.kind === 'autocomplete');
  assert.equal(box.source, '/reference/term/topics');
  assert.equal(await box.lookup(' go '), terms.go);
  assert.equal(await box.lookup('sql'), terms.sql);
  assert.deepEqual(await box.lookup('SQ'), ['SQL']);
  assert.deepEqual(await box.lookup('cobol'), []);
  assert.equal(await box.lookup(terms.sql), terms.sql);
});

it('answers autocomplete boxes, and never more than they may see', async () => {
  const [page] = createReferencePages(targetsHere());
  assert.ok(page?.signedIn);
  const ask = (type: string, kinds: string, q: string): Promise<PageAnswer> => {
    const request: PageRequest = {
      ctx: systemContext(),
      method: 'GET',
      url: '/',
      params: { type, kinds },
      query: new URLSearchParams({ q }),
      body: { values: new Map(), uploads: new Map() },
      formKey: '',
      baseUrl: 'http://site',
      client: { address: '', agent: '' },
    };
    return page.handle(request);
  };
  const body = async (...asked: Parameters<typeof ask>): Promise<unknown> => {
    const answer = await ask(...asked);
    assert.ok(answer.kind === 'download' && typeof answer.body === 'string');
    return JSON.parse(answer.body);
  };
  assert.deepEqual(await body('term', '-', 'g'), [{ value: terms.go, label: 'Go' }]);
  assert.deepEqual(await body('term', 'topics,x', 's'), [{ value: terms.sql, label: 'SQL' }]);
  assert.deepEqual(await body('term', 'x', 'g'), []);
  assert.deepEqual(await body('term', '-', ' \0'), []);
  await assert.rejects(ask('sessions', '-', 'x'), { code: 'field.unknown_target' });
});
