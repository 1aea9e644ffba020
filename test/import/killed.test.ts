import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openCommandLine } from '../support/trovato.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/conferences', import.meta.url));
const RECORDS = 1200;

const conference = (n: number) => ({
  name: `Conference ${n}`,
  url: `https://conference-${n}.test`,
  startDate: '2026-05-01',
  endDate: '2026-05-03',
  city: `City ${n % 50}`,
  country: 'Italy',
  // Every second one is named in the report, by which the test sees how far it is.
  ...(n % 2 === 0 ? { cocUrl: 'UA' } : {}),
});

test('an import that is killed goes on where it was, and ends as if nothing had happened', async () => {
  await using trovato = await openCommandLine();
  const { folder } = trovato;
  for (const topic of ['css', 'data', 'ux']) {
    const records = Array.from({ length: RECORDS / 3 }, (_, n) => conference(n));
    await writeFile(join(folder, `${topic}.json`), JSON.stringify(records));
  }
  const applied = await trovato.run(['recipe', 'apply', EXAMPLE]);
  assert.equal(applied.code, 0, applied.stderr);
  const command = ['import', 'items', '*.json', '--type', 'conference'];
  command.push('--map', join(EXAMPLE, 'map.yml'), '--report', 'report.ndjson', '--json');

  let kills = 0;
  for (const least of [1, 120, 250]) {
    await rm(join(folder, 'report.ndjson'), { force: true });
    const child = trovato.start(command);
    const exit = once(child, 'exit');
    // What was reported before is not reported again: it counts from here.
    while (child.exitCode === null && (await lines(join(folder, 'report.ndjson'))) < least) {
      await sleep(10);
    }
    if (child.kill('SIGKILL')) kills += 1;
    await exit;
  }
  assert.ok(kills > 0);

  const last = await trovato.run(command);
  assert.equal(last.code, 0, last.stderr);
  const end = JSON.parse(last.stdout) as { created: number; unchanged: number; updated: number };
  assert.equal(end.created + end.unchanged, RECORDS);
  assert.equal(end.updated, 0);
  assert.ok(end.unchanged > 0, 'What was saved before the kill was found again.');

  const again = await trovato.run(command);
  assert.partialDeepStrictEqual(JSON.parse(again.stdout), { unchanged: RECORDS, created: 0 });
  const exported = await trovato.run(['export', 'items']);
  const titles = exported.stdout
    .trim()
    .split('\n')
    .map((line) => titleAndTopic(line));
  assert.equal(titles.length, RECORDS);
  assert.equal(new Set(titles).size, RECORDS);
});

function titleAndTopic(line: string): string {
  const item = JSON.parse(line) as {
    title: string;
    fields: { topics: readonly { term: { name: string } }[] };
  };
  return `${item.title} ${item.fields.topics.map(({ term }) => term.name).join()}`;
}

async function lines(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}
