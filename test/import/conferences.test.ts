import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ReportLine } from '#records/transfer';
import { applyRecipeFolder } from '#install';
import { openTestKernel } from '../support/kernel.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA = fileURLToPath(new URL('../../../shared/data/conferences', import.meta.url));
const RECORDS = 6298;

test(
  'six thousand conferences, entered by people who did not know us, all arrive',
  { skip: !existsSync(DATA) && 'the conferences are not here' },
  async () => {
    await using site = await openTestKernel();
    const ctx = site.system;
    await applyRecipeFolder(site, ctx, 'examples/conferences', ROOT);
    const mapping = await readFile(`${ROOT}examples/conferences/map.yml`, 'utf8');
    const lines: ReportLine[] = [];
    const run = () =>
      site.transfer.importItems(ctx, {
        files: [DATA],
        folder: ROOT,
        mapping,
        type: 'conference',
        onLine: (line) => void lines.push(line),
      });

    // Of this process, whatever else the machine is at.
    const before = process.cpuUsage();
    const first = await run();
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1_000_000;
    assert.deepEqual(first, {
      created: RECORDS,
      updated: 0,
      unchanged: 0,
      refused: 0,
      gone: 0,
      omitted: 10,
      files: 266,
      unreadable: 0,
    });
    assert.ok(seconds < 120, `It took ${seconds.toFixed(1)} s.`);

    // Nine codes of conduct and one call for papers are no addresses.
    const count = (field: string) => lines.filter((line) => line.field === field).length;
    assert.deepEqual([count('code_of_conduct'), count('cfp_link')], [9, 1]);
    assert.ok(lines.some(({ file, position, value }) => file && position && value === 'UA'));
    assert.equal(await site.items.countItems(ctx, { types: ['conference'], limit: 1 }), RECORDS);
    const topics = await site.categories.listTerms(site.system, 'topic', { limit: 100 });
    assert.equal(topics.total, 39);

    const second = await run();
    assert.partialDeepStrictEqual(second, {
      created: 0,
      updated: 0,
      unchanged: RECORDS,
      omitted: 10,
    });
    const { total } = await site.items.listRevisions(ctx, await anyItem(site), {
      limit: 1,
      offset: 0,
    });
    assert.equal(total, 1);

    const [strange] = (await site.items.listItems(ctx, { titleContains: '<webdev>', limit: 1 }))
      .items;
    assert.equal(strange?.title, "c't <webdev>");
    const page = await site.browse().get(`/item/${strange.id}`);
    assert.ok(page.text.includes("c't <webdev>"));
  },
);

async function anyItem(site: Awaited<ReturnType<typeof openTestKernel>>) {
  const { items } = await site.items.listItems(site.system, { limit: 1 });
  assert.ok(items[0]);
  return items[0].id;
}
