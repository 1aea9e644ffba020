import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql as query } from 'kysely';
import { inTransaction } from '#grammar/access';
import { openAskingPlugin } from '../../../test/support/asking-plugin.ts';

const served = process.env['DATABASE_URL'] !== undefined;
const TABLES = `
[tables.note.columns]
id = { type = "serial" }
body = { type = "text" }
`;

type Site = Awaited<ReturnType<typeof openAskingPlugin>>;
let site: Site;
before(async () => {
  site = await openAskingPlugin({ tables: TABLES, capabilities: ['raw_sql'] });
  await site.put('other', { tables: TABLES.replaceAll('note', 'diary'), capabilities: [] });
  await site.enable('other');
});
after(async () => {
  const { plugins, system } = site;
  for (const name of ['clerk', 'other']) {
    await plugins.disable(system, name);
    await plugins.uninstall(system, name);
  }
  await site[Symbol.asyncDispose]();
});

/** What one statement came to. */
async function run(sql: string, options: { parameters?: unknown[]; reading?: boolean } = {}) {
  const { parameters = [], reading = false } = options;
  const [answer] = await site.ask([['sql', sql, parameters]], { reading });
  assert.ok(answer);
  return answer;
}

describe('on the embedded database', { skip: served }, () => {
  test('the embedded database has no SQL for plugins, and says so', async () => {
    const { tag, val } = await run('select 1');
    assert.equal(tag, 'unavailable');
    assert.match(val ?? '', /needs a PostgreSQL server/);
  });
});

test('a plugin without the capability is told which it lacks', async () => {
  const [answer] = await site.ask([['sql', 'select 1', []]], { plugin: 'other' });
  assert.deepEqual(answer, { tag: 'not-granted', val: 'raw_sql' });
});

describe('on PostgreSQL', { skip: !served }, () => {
  test('a plugin reads and writes its own tables in SQL', async () => {
    const made = await run('insert into note (body) values ($1), ($2) returning body', {
      parameters: ['One', "O'Two"],
    });
    assert.deepEqual(made, { rows: [{ body: 'One' }, { body: "O'Two" }], count: 2 });
    const found = await run(
      `with few as (select * from note where body = any ($1))
     select body, count(*) over () as "all", now() is not null as now from few;`,
      { parameters: [['One']], reading: true },
    );
    assert.deepEqual(found.val ?? found.rows, [{ body: 'One', all: 1, now: true }]);
  });

  test('mistakes in SQL are told in words', async () => {
    assert.match(
      (await run('select * from nothing')).val ?? '',
      /PostgreSQL says: relation "nothing" does not exist/,
    );
    assert.equal((await run('select 1 / 0')).tag, 'invalid');
    assert.equal((await run('select $1::int', { parameters: ['x'] })).tag, 'invalid');
  });

  const READ_ONLY: readonly string[] = [
    `insert into note (body) values ('x')`,
    `update note set body = 'x'`,
    'delete from note',
    'with gone as (delete from note returning *) select * from gone',
    `select set_config('transaction_read_only', 'off', true), (select count(*) from note)`,
    `with w as (select set_config('transaction_read_only', 'off', false)), gone as (delete from note returning *) select * from w, gone`,
  ];
  test('where something is only read no SQL writes, however it is put', async () => {
    const before = await run('select count(*) from note');
    for (const sql of READ_ONLY) {
      const { tag, val } = await run(sql, { reading: true });
      assert.ok(tag === 'not-allowed' || tag === 'invalid', `${sql}: ${tag} ${val}`);
    }
    assert.deepEqual(await run('select count(*) from note'), before);
  });

  const NEVER: readonly string[] = [
    // More than one statement, and none of the four kinds.
    'select 1; delete from note',
    'select 1; commit; drop table note',
    'commit',
    'rollback',
    'begin',
    'end; reset role',
    'set role postgres',
    'reset role',
    'set session authorization default',
    'drop table note',
    'truncate note',
    'create table mine (id int)',
    'create function f() returns int language sql as $$ select 1 $$',
    'select * into mine from note',
    'alter table note add column x int',
    'grant all on note to public',
    `do $$ begin raise notice 'x'; end $$`,
    'explain analyze delete from note',
    'listen plugin',
    'vacuum',
    `copy note to program 'touch /tmp/trovato-was-here'`,
    `copy note from '/etc/passwd'`,
    'copy (select 1) to stdout',
    'lock table note',
    'prepare other as select 1',
    'execute checked',
    'call f()',
    '(int) as select $1',
    'declare c cursor for select 1',
    // Functions that reach outside.
    `select pg_read_file('/etc/passwd')`,
    `select pg_ls_dir('/')`,
    `select lo_import('/etc/passwd')`,
    `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename <> current_user`,
    `select pg_reload_conf()`,
    `select set_config('role', 'postgres', true), query_to_xml('select password_hash from public.users', true, false, '')`,
    `select set_config('role', 'none', true), query_to_xml('select password_hash from public.users', true, false, '')`,
    `select set_config('session_authorization', 'postgres', true), query_to_xml('select * from public.sessions', true, false, '')`,
    // What is not the plugin's.
    'select * from public.users',
    'select password_hash from public.users',
    'select token_hash from public.sessions',
    'select token_hash from public.api_token',
    'select * from public.item',
    'select * from public.plugin_variable',
    'select * from plugin_other.diary',
    `insert into public.users select * from public.users`,
    `update public.users set is_admin = true`,
    'delete from public.item',
    'select rolpassword from pg_authid',
    'select passwd from pg_shadow',
    `insert into pg_catalog.pg_class select * from pg_catalog.pg_class`,
    'select pg_sleep(30)',
    'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n',
    `select repeat('x', 100000000)`,
    `select repeat('x', 2000) from generate_series(1, 1000000)`,
    'select g from generate_series(1, 2000) g',
  ];
  test('SQL gets out of its schema in no way, and meanwhile all pages are there', async () => {
    const visit = { asking: true };
    const statuses: number[] = [];
    const visitor = (async () => {
      while (visit.asking) {
        statuses.push((await site.app.inject({ url: '/' })).statusCode);
        await sleep(5);
      }
    })();
    try {
      for (const sql of NEVER) {
        const answer = await run(sql);
        assert.ok(answer.tag !== undefined, `${sql}: ${JSON.stringify(answer).slice(0, 300)}`);
        assert.ok(!JSON.stringify(answer).includes('argon2'), sql);
      }
    } finally {
      visit.asking = false;
      await visitor;
    }
    assert.ok(statuses.length > 0 && statuses.every((status) => status === 200), String(statuses));
    assert.equal((await run('select 1 as one')).rows?.[0]?.['one'], 1);
  });

  test('who SQL runs as has nothing but the tables, and is gone with the plugin', async () => {
    const { rows } = await run(
      `select current_user = session_user as same, rolsuper, rolcreaterole, rolbypassrls,
       pg_has_role(current_user, 'pg_read_server_files', 'member') as files
     from pg_roles where rolname = current_user`,
    );
    assert.deepEqual(rows, [
      { same: true, rolsuper: false, rolcreaterole: false, rolbypassrls: false, files: false },
    ]);
  });

  test('a plugin that made large objects can be uninstalled, and they are gone', async () => {
    await site.put('hoard', {
      tables: TABLES.replaceAll('note', 'heap'),
      capabilities: ['raw_sql'],
    });
    await site.enable('hoard');
    const { plugins, system, database } = site;
    const steps = [['sql', `select lo_from_bytea(0, 'mine')::text as id`, []]] as const;
    const [made] = await site.ask(steps, { plugin: 'hoard', ctx: { ...system } });
    assert.match(String(made?.rows?.[0]?.['id']), /^\d+$/);
    await plugins.disable(system, 'hoard');
    await plugins.uninstall(system, 'hoard');
    const { rows } = await query`select 1 from pg_largeobject_metadata
      where oid = ${made?.rows?.[0]?.['id']}::oid`.execute(database.queries);
    assert.deepEqual(rows, []);
  });

  test('while something is being saved there is no SQL that writes', async () => {
    const { database, system } = site;
    const [answer] = await inTransaction(database, system, (_transaction, ctx) =>
      site.ask([['sql', `insert into note (body) values ('x')`, []]], { ctx }),
    );
    assert.equal(answer?.tag, 'not-allowed');
  });
});
