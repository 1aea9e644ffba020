import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

const PAGE = new URL('../../docs/import.md', import.meta.url);
const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery';

type Row = Readonly<Record<string, string>>;

test('the examples of docs/import.md work as they stand there', async () => {
  const page = await readFile(PAGE, 'utf8');
  await using site = await openCommandLine(runCommand);
  assert.equal((await site.run(INSTALL.split(' '))).code, 0);

  const files = [...page.matchAll(/^`([\w.]+)`, [^\n]*:\n\n```\w+\n(.*?)```/gms)];
  assert.deepEqual(
    files.map(([, name]) => name),
    ['articles.csv', 'articles.yml', 'posts.json', 'posts.yml'],
  );
  for (const [, name = '', content = ''] of files)
    await writeFile(join(site.folder, name), content);

  const commands = [...page.matchAll(/^\$ bin\/trovato ([^\n]*)\n(.*?)(?=^\$ |^```)/gms)];
  assert.ok(commands.length >= 3);
  for (const [, command = '', output] of commands) {
    const { stdout, stderr, code } = await site.run(command.split(' '));
    assert.deepEqual({ stdout, stderr, code }, { stdout: output, stderr: '', code: 0 });
  }

  const exported = await site.run(['export', 'items', '--type', 'article', '--format', 'csv']);
  const there: readonly Row[] = parse(exported.stdout, { columns: true });
  const expected = tablesOf(page).filter((row) => 'title' in row);
  assert.equal(expected.length, 4);
  for (const row of expected) {
    const item = there.find(({ title }) => title === row['title']);
    assert.partialDeepStrictEqual(item, row);
  }
});

/** The rows of all tables, by the names that stand above them. */
function tablesOf(page: string): readonly Row[] {
  const cells = (line: string): readonly string[] =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  return [...page.matchAll(/^(\|.*\|)\n\| ---.*\n((?:\|.*\|\n)+)/gm)].flatMap(
    ([, head = '', body = '']) =>
      body
        .trimEnd()
        .split('\n')
        .map((line) => {
          const values = cells(line);
          return Object.fromEntries(cells(head).map((name, index) => [name, values[index] ?? '']));
        }),
  );
}
