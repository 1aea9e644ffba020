import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  openAskingPlugin,
  type StepAnswer,
  type Steps,
} from '../../../test/support/asking-plugin.ts';

const TABLES = `
[tables.note]
unique = [["body"]]
[tables.note.columns]
id = { type = "serial" }
body = { type = "text" }
filler = { type = "text", nullable = true }
`;

let site: Awaited<ReturnType<typeof openAskingPlugin>>;
before(async () => {
  site = await openAskingPlugin({ tables: TABLES });
  await site.put('other', { tables: TABLES.replaceAll('note', 'diary') });
  await site.enable('other');
  await site.ask([['insert', { into: 'diary', rows: [{ body: 'Dear diary' }] }]], {
    plugin: 'other',
  });
  await site.ask([['insert', { into: 'note', rows: [{ body: 'Mine' }, { body: 'Yours' }] }]]);
});
after(() => site[Symbol.asyncDispose]());

/** What the steps came to, while somebody else loads pages, none of which may fail. */
async function withVisitor(
  steps: Steps,
  options: { readonly reading?: boolean } = {},
): Promise<readonly StepAnswer[]> {
  const visit = { asking: true };
  const statuses: number[] = [];
  const visitor = (async () => {
    do {
      statuses.push((await site.app.inject({ url: '/' })).statusCode);
      await sleep(2);
    } while (visit.asking);
  })();
  const answers = await site.ask(steps, options);
  visit.asking = false;
  await visitor;
  assert.ok(
    statuses.every((status) => status === 200),
    String(statuses),
  );
  return answers;
}

const TABLES_OF_OTHERS = [
  'diary',
  'plugin_other.diary',
  'plugin_other"."diary',
  'users',
  'public.users',
  'sessions',
  'api_token',
  'login_link',
  'plugin_variable',
  'plugin_table',
  'item',
  'pg_catalog.pg_class',
  'pg_authid',
  'information_schema.tables',
  '__proto__',
  'constructor',
  'toString',
];

test('no table is reached but those that the manifest declares', async () => {
  const steps = TABLES_OF_OTHERS.flatMap((name): Steps => [
    ['select', { from: name }],
    ['insert', { into: name, rows: [{ id: 1 }] }],
    ['update', { table: name, set: { id: 1 }, all: true }],
    ['delete', { from: name, all: true }],
    ['select', { from: 'note', join: [{ table: name, column: 'id', equals: 'id' }] }],
  ]);
  const answers = await withVisitor(steps);
  for (const [at, { tag, val }] of answers.entries()) {
    const step = JSON.stringify(steps[at]);
    assert.ok(tag === 'invalid' || tag === 'not-granted', `${step}: ${tag} ${val}`);
  }
});

const INJECTIONS = [
  `body"; drop table note; --`,
  `body' or '1'='1`,
  `body) union select password_hash from public.users --`,
  `t0.body`,
  `note.body.id`,
  `(select password_hash from users limit 1)`,
  'c0',
  '*',
  '',
  'ctid',
  'tableoid',
  'xmin',
  '\u0000',
  '__proto__',
];

test('names in a query are those of columns, and never SQL', async () => {
  const steps = INJECTIONS.flatMap((name): Steps => [
    ['select', { from: 'note', columns: [name] }],
    ['select', { from: 'note', order: [{ column: name }] }],
    ['select', { from: 'note', where: { op: 'eq', column: name, value: 'x' } }],
    ['select', { from: 'note', where: { op: 'not', of: { op: 'is_null', column: name } } }],
    ['select', { from: name }],
    ['insert', { into: 'note', rows: [JSON.parse(`{${JSON.stringify(name)}: "x"}`)] }],
    ['insert', { into: 'note', rows: [{ body: name + 'x' }], returning: [name] }],
    ['update', { table: 'note', set: JSON.parse(`{${JSON.stringify(name)}: "x"}`), all: true }],
    ['delete', { from: 'note', where: { op: 'eq', column: name, value: 'x' } }],
    ['select', { from: 'note', columns: [{ column: 'body', as: `${name} "` }] }],
    ['select', { from: 'note', order: [{ column: 'body', direction: `asc; ${name}` }] }],
    ['select', { from: 'note', where: { op: `= '' or ${name}`, column: 'body', value: '' } }],
    ['select', { from: 'note', limit: `1; ${name}` }],
  ]);
  const answers = await withVisitor(steps);
  for (const [at, { tag, val }] of answers.entries()) {
    assert.equal(tag, 'invalid', `${JSON.stringify(steps[at])}: ${val}`);
    assert.ok(!/syntax|relation|argon2/.test(val ?? ''), val ?? '');
  }
  const [left] = await site.ask([
    ['select', { from: 'note', columns: ['body'], order: [{ column: 'id' }] }],
  ]);
  assert.deepEqual(left?.rows, [{ body: 'Mine' }, { body: 'Yours' }]);
});

const TEXTS = [
  `'; drop table note; --`,
  `%' or true --`,
  '\\',
  `\\' or 1=1 --`,
  '$1',
  '%',
  '_',
  '{}',
];

test('values and patterns are texts, whatever stands in them', async () => {
  const answers = await withVisitor(
    TEXTS.flatMap((text): Steps => [
      ['select', { from: 'note', where: { op: 'eq', column: 'body', value: text } }],
      ['select', { from: 'note', where: { op: 'contains', column: 'body', text } }],
      ['select', { from: 'note', where: { op: 'starts_with', column: 'body', text } }],
      ['select', { from: 'note', where: { op: 'in', column: 'body', values: [text] } }],
      ['delete', { from: 'note', where: { op: 'eq', column: 'body', value: text } }],
      [
        'update',
        { table: 'note', set: { body: 'x' }, where: { op: 'contains', column: 'body', text } },
      ],
    ]),
  );
  for (const answer of answers) {
    assert.equal(answer.tag, undefined, answer.val ?? '');
    assert.deepEqual(answer.rows ?? [], []);
    assert.ok((answer.count ?? 0) === 0);
  }
  const said = TEXTS.map((body) => ({ body }));
  const [, kept, gone] = await site.ask([
    ['insert', { into: 'note', rows: said }],
    [
      'select',
      {
        from: 'note',
        columns: ['body'],
        where: { op: 'in', column: 'body', values: TEXTS },
        order: [{ column: 'id' }],
      },
    ],
    ['delete', { from: 'note', where: { op: 'in', column: 'body', values: TEXTS } }],
  ]);
  assert.deepEqual(kept?.rows, said);
  assert.equal(gone?.count, TEXTS.length);
});

test('where something is only read nothing is written', async () => {
  const answers = await withVisitor(
    [
      ['insert', { into: 'note', rows: [{ body: 'x' }] }],
      ['update', { table: 'note', set: { body: 'x' }, all: true }],
      ['delete', { from: 'note', all: true }],
      ['select', { from: 'note', count: true }],
    ],
    { reading: true },
  );
  assert.deepEqual(
    answers.map(({ tag }) => tag),
    ['not-allowed', 'not-allowed', 'not-allowed', undefined],
  );
  assert.equal(answers[3]?.count, 2);
});

test('an answer is never larger than what a plugin may be given, and conditions end somewhere', async () => {
  const filler = 'x'.repeat(60_000);
  const rows = Array.from({ length: 15 }, (_, at) => ({ body: `large ${at}`, filler }));
  const many = Array.from({ length: 400 }, (_, at) => ({ body: `many ${at}` }));
  let deep: object = { op: 'is_null', column: 'body' };
  for (let depth = 0; depth < 5_000; depth++) deep = { op: 'not', of: deep };
  const wide = {
    op: 'or',
    of: Array.from({ length: 100 }, () => ({
      op: 'and',
      of: [
        { op: 'is_null', column: 'body' },
        { op: 'is_null', column: 'body' },
      ],
    })),
  };
  for (const more of ['', ' again']) {
    const large = rows.map((row) => ({ ...row, body: `${row.body}${more}` }));
    assert.equal((await site.ask([['insert', { into: 'note', rows: large }]]))[0]?.count, 15);
  }
  const answers = await withVisitor([
    ['select', { from: 'note' }],
    ['update', { table: 'note', set: { filler }, all: true, returning: ['filler'] }],
    ...['', ' more', ' still'].map(
      (more) =>
        [
          'insert',
          { into: 'note', rows: many.map(({ body }) => ({ body: body + more })) },
        ] as const,
    ),
    [
      'delete',
      {
        from: 'note',
        where: { op: 'starts_with', column: 'body', text: 'many' },
        returning: ['id'],
      },
    ],
    [
      'select',
      {
        from: 'note',
        columns: ['id'],
        where: { op: 'is_null', column: 'filler' },
        count: true,
        limit: 1,
      },
    ],
    ['select', { from: 'note', where: deep }],
    ['select', { from: 'note', where: wide }],
  ]);
  const tags = answers.map(({ tag }) => tag);
  const [full, changed, , , , gone, counted, ...conditions] = tags;
  assert.deepEqual(
    [full, changed, gone, ...conditions],
    Array.from({ length: 5 }, () => 'too-large'),
  );
  // What was too large to be answered was not done either.
  assert.deepEqual([counted, answers[6]?.count], [undefined, 2 + 1_200]);
});

test('what the kernel shows is what the actor may see, with no secret in it, and to whom it is granted', async () => {
  await using granted = await openAskingPlugin({ tables: TABLES, capabilities: ['db_read'] });
  const { items, system } = granted;
  await items.createType(system, 'page', { name: 'Page' });
  await items.createItem(system, 'page', { title: 'Seen', status: true });
  await items.createItem(system, 'page', { title: 'Hidden', status: false });
  const { ctx } = await granted.signIn({ permissions: ['access content'] });
  const titles: Steps = [
    [
      'select',
      {
        from: 'items',
        columns: ['title'],
        where: { op: 'eq', column: 'type', value: 'page' },
        order: [{ column: 'title' }],
      },
    ],
  ];
  const [all] = await granted.ask(titles);
  const [some] = await granted.ask(titles, { ctx });
  assert.deepEqual(all?.rows, [{ title: 'Hidden' }, { title: 'Seen' }]);
  assert.deepEqual(some?.rows, [{ title: 'Seen' }]);
  const { ctx: nobody } = await granted.signIn();
  assert.equal(
    (await granted.ask([['select', { from: 'users' }]], { ctx: nobody }))[0]?.tag,
    undefined,
  );
  const [users, secret, write, terms] = await granted.ask([
    ['select', { from: 'users', limit: 1 }],
    ['select', { from: 'users', columns: ['password_hash'] }],
    ['update', { table: 'users', set: { name: 'x' }, all: true }],
    ['select', { from: 'terms', where: { op: 'eq', column: 'vocabulary', value: 'tags' } }],
  ]);
  assert.deepEqual(Object.keys(users?.rows?.[0] ?? {}), ['id', 'name']);
  assert.match(secret?.val ?? '', /is no column of “users”; there are id, name\./);
  assert.equal(write?.tag, 'invalid');
  assert.deepEqual(terms, { rows: [] });
  const [refused] = await site.ask([['select', { from: 'items' }]]);
  assert.deepEqual(refused, { tag: 'not-granted', val: 'db_read' });
});
