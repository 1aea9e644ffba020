import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery'.split(
    ' ',
  );

const NEWEST = `name: newest
label: Newest articles
base: item
defaults:
  filters:
    match: all
    filters: [{ id: type, column: type, operator: equals, value: article }]
  sorts: [{ column: created, direction: desc }]
displays:
  - { id: page, kind: page, path: /newest }
  - { id: data, kind: json, path: /newest.json }
`;

test('listings are kept as text: made of it, written as it, and changed by it', async () => {
  await using trovato = await openCommandLine(runCommand);
  assert.equal((await trovato.run(INSTALL)).code, 0);
  const none = await trovato.run(['gather', 'list']);
  assert.deepEqual([none.code, none.stdout], [0, 'There are no gathers.\n']);

  const file = join(trovato.folder, 'newest.yml');
  await writeFile(file, NEWEST);
  const made = await trovato.run(['gather', 'import', 'newest.yml']);
  assert.deepEqual([made.code, made.stdout], [0, 'The gather newest was made.\n']);
  const listed = await trovato.run(['gather', 'list']);
  assert.equal(listed.stdout, 'newest  Newest articles  /newest /newest.json\n');
  const forPrograms = await trovato.run(['gather', 'list', '--json']);
  assert.deepEqual(JSON.parse(forPrograms.stdout), {
    gathers: [
      {
        name: 'newest',
        label: 'Newest articles',
        enabled: true,
        displays: [
          { id: 'page', kind: 'page', path: '/newest' },
          { id: 'data', kind: 'json', path: '/newest.json' },
        ],
      },
    ],
  });

  const exported = await trovato.run(['gather', 'export', 'newest']);
  assert.equal(exported.code, 0);
  const said = exported.stdout.replace('Newest articles', 'The newest');
  await writeFile(file, said);
  const changed = await trovato.run(['gather', 'import', file, '--json']);
  assert.deepEqual(JSON.parse(changed.stdout), { name: 'newest', outcome: 'changed' });
  const again = await trovato.run(['gather', 'export', 'newest']);
  assert.equal(again.stdout, said, 'the same definition is the same text');
});

test('what is wrong with a listing is said with its place, and nothing of it is kept', async () => {
  await using trovato = await openCommandLine(runCommand);
  assert.equal((await trovato.run(INSTALL)).code, 0);
  const file = join(trovato.folder, 'wrong.yml');
  const refused = async (text: string, said: RegExp) => {
    await writeFile(file, text);
    const { code, stdout, stderr } = await trovato.run(['gather', 'import', file]);
    assert.deepEqual([code, stdout], [1, ''], text);
    assert.match(stderr, said);
  };
  await refused(NEWEST.replace('column: created', 'column: nothing'), /no column “nothing”/);
  await refused(NEWEST.replace('/newest }', '/admin }'), /\/admin is an address of the site/);
  await refused('name: [', /cannot be saved/);
  await refused('', /cannot be saved/);
  const missing = await trovato.run(['gather', 'export', 'newest']);
  assert.deepEqual([missing.code, missing.stderr], [1, 'There is no such gather.\n']);
  const noFile = await trovato.run(['gather', 'import', 'nowhere.yml', '--json']);
  assert.equal(noFile.code, 1);
  assert.deepEqual(JSON.parse(noFile.stdout), {
    error: { code: 'cli.no_gather_file', message: 'The file nowhere.yml cannot be read.' },
  });
  assert.equal((await trovato.run(['gather', 'list'])).stdout, 'There are no gathers.\n');
  assert.equal(await readFile(file, 'utf8'), '');
});
