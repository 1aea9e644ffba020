import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DRAFT, LIVE, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import { openEmptyDatabase } from '../../test/support/database.ts';
import { contextFor } from './find-user.ts';
import { runCommand } from './run-command.ts';
import type { Surroundings } from './surroundings.ts';
import { withKernel } from './with-kernel.ts';

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery';

const disposed = new AsyncDisposableStack();
let surroundings: Surroundings;

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-stage-cli-'));
  disposed.defer(() => rm(folder, { recursive: true }));
  const { url } = disposed.use(await openEmptyDatabase());
  surroundings = {
    environment: {
      TROVATO_DATA: join(folder, 'data'),
      TROVATO_BASE_URL: 'https://paper.example',
      ...(url === undefined ? {} : { DATABASE_URL: url }),
    },
    folder,
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
  };
  assert.equal((await run(INSTALL)).code, 0);
});
after(() => disposed.disposeAsync());

async function run(command: string) {
  const written = { stdout: '', stderr: '' };
  const code = await runCommand(command.split(' '), {
    ...surroundings,
    stdout: { write: (words) => (written.stdout += words) },
    stderr: { write: (words) => (written.stderr += words) },
  });
  return { code, ...written };
}

async function done(command: string): Promise<string> {
  const { code, stdout, stderr } = await run(command);
  assert.deepEqual([code, stderr], [0, ''], command);
  return stdout.trimEnd();
}

/** What people do while nobody is at the command line. */
function meanwhile<Result>(
  work: (kernel: Kernel, within: (stage: StageId) => RequestContext) => Promise<Result>,
): Promise<Result> {
  return withKernel(surroundings, async (kernel) => {
    const ctx = await contextFor(kernel, undefined);
    return work(kernel, (stage) => ({ ...ctx, stage }));
  });
}

const newPage = (title: string) => ({
  title,
  fields: { body: { format: 'plain_text', value: 'Text' } },
});

test('stages are made, listed and closed', async () => {
  assert.equal(await done('stage list'), 'live  Live\ndraft  Draft, over live');
  assert.equal(
    await done('stage create spring --label Spring --upstream draft'),
    'The stage “Spring” was made.',
  );
  const { stages } = JSON.parse(await done('stage list --json'));
  assert.deepEqual(
    stages.map(({ name }: { name: string }) => name),
    ['live', 'draft', 'spring'],
  );
  assert.equal(await done('stage changes spring'), 'Nothing is changed here.');
  assert.equal(await done('stage publish spring'), 'There was nothing to publish.');
  assert.equal(await done('stage undo spring'), 'There is nothing to take back.');
  assert.equal(await done('stage close spring'), 'The stage “Spring” is closed.');
  const gone = await run('stage changes spring');
  assert.deepEqual(
    [gone.code, gone.stderr],
    [1, 'There is no such stage. It may have been closed.\n'],
  );
  const wrong = await run('stage create Spring --json');
  assert.equal(wrong.code, 1);
  assert.equal(JSON.parse(wrong.stdout).error.problems[0].pointer, '/name');
});

test('what a stage changed is listed, published in part or whole, and taken back', async () => {
  const [one, two] = await meanwhile(async ({ items }, within) => [
    await items.createItem(within(DRAFT), 'page', newPage('One')),
    await items.createItem(within(DRAFT), 'page', newPage('Two')),
  ]);
  const said = await done('stage changes draft');
  assert.ok(said.split('\n').includes(`item:${one.id}  created  One, by Ada`), said);
  const { changes } = JSON.parse(await done('stage changes draft --json'));
  assert.equal(changes.length, 2);

  assert.match(await done(`stage publish draft item:${one.id}`), /^One record was published: /);
  const all = JSON.parse(await done('stage publish draft --log Spring --json'));
  assert.equal(all.changes, 1);
  const titles = () =>
    meanwhile(async ({ items }, within) =>
      (await items.listItems(within(LIVE), { types: ['page'], limit: 50 })).items.map(
        ({ title }) => title,
      ),
    );
  assert.ok((await titles()).includes('Two'));
  assert.equal(await done(`stage undo ${all.id}`), 'The publish was taken back.');
  assert.ok(!(await titles()).includes('Two'));
  assert.ok((await titles()).includes('One'));
  assert.equal(await done('stage undo draft'), 'The publish was taken back.');
  assert.ok(!(await titles()).includes('One'));
  assert.ok((await done('stage changes draft')).includes(two.id));
  const wrong = await run('stage publish draft One');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /“One” is no record/);
});

test('what both sides changed is said, and decided part by part', async () => {
  const page = await meanwhile(async ({ items }, within) => {
    const made = await items.createItem(within(LIVE), 'page', newPage('Common'));
    await items.updateItem(within(DRAFT), made.id, 'current', { title: 'Mine', promote: true });
    await items.updateItem(within(LIVE), made.id, 'current', { title: 'Theirs' });
    return made;
  });
  const only = `item:${page.id}`;
  assert.match(await done('stage changes draft'), /Mine, by Ada; changed on both sides/);
  const refused = await run(`stage publish draft ${only}`);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Decide which side counts/);
  const forPrograms = await run(`stage publish draft ${only} --json`);
  const { error } = JSON.parse(forPrograms.stdout);
  assert.equal(error.code, 'stage.publish_conflict');
  assert.deepEqual(error.conflicts[0].parts, [
    { part: 'title', base: 'Common', mine: 'Mine', theirs: 'Theirs' },
  ]);
  await done(`stage publish draft ${only} --decide theirs --decide ${only}/title=mine`);
  const title = () =>
    meanwhile(async ({ items }, within) => (await items.getItem(within(LIVE), page.id)).title);
  assert.equal(await title(), 'Mine');
  await meanwhile(({ items }, within) =>
    items.updateItem(within(LIVE), page.id, 'current', { title: 'Moved on' }),
  );
  assert.equal((await run('stage undo draft')).code, 1);
  await done('stage undo draft --decide theirs');
  assert.equal(await title(), 'Moved on');
  assert.equal((await run('stage publish draft --decide ours')).code, 2);
});

test('changes are reviewed, and where that is wanted only what is approved is published', async () => {
  assert.equal(
    await done('stage create board --label Board --approval'),
    'The stage “Board” was made.',
  );
  const { id } = await meanwhile(async ({ items, stages }, within) => {
    const stage = await stages.get(within(LIVE), 'board');
    return items.createItem(within(stage.id), 'page', newPage('Agenda'));
  });
  const record = `item:${id}`;
  assert.equal(
    await done('stage review board --to review'),
    'One record was submitted for review.',
  );
  assert.equal(await done('stage review board --to review'), 'There was nothing to move.');
  assert.match(await done('stage changes board'), /Agenda, by Ada; in review/);
  const refused = await run(`stage publish board ${record}`);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Only what is approved is published from “Board”/);
  assert.equal(
    await done(`stage review board ${record} --to draft --note When`),
    'One record was sent back.',
  );
  const { changes } = JSON.parse(await done('stage changes board --json'));
  assert.deepEqual([changes[0].state, changes[0].step.note], ['draft', 'When']);
  assert.deepEqual(JSON.parse(await done('stage review board --to approved --json')), { moved: 1 });
  assert.equal((await run(`stage publish board ${record} --approved`)).code, 2);
  assert.match(await done('stage publish board --approved'), /^One record was published: /);
  assert.equal((await run('stage review board --to done')).code, 2);
  assert.equal((await run('stage review board')).code, 2);
  assert.equal(
    await done('stage update board --label Council --no-approval'),
    'The stage “Council” was changed.',
  );
  await done('stage undo board');
  assert.match(await done('stage publish board'), /^One record was published: /);
});

test('changes are moved to another stage, and what both changed is decided', async () => {
  await done('stage create spring --label Spring');
  const { id } = await meanwhile(async ({ items, stages }, within) => {
    const made = await items.createItem(within(LIVE), 'page', newPage('Hours'));
    await items.updateItem(within(DRAFT), made.id, 'current', { title: 'Hours in winter' });
    const spring = await stages.get(within(LIVE), 'spring');
    await items.updateItem(within(spring.id), made.id, 'current', { title: 'Hours in spring' });
    return made;
  });
  const record = `item:${id}`;
  const refused = await run(`stage move draft spring ${record}`);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /“Spring” was changed in the same places since.*Nothing was moved/);
  assert.equal(
    await done(`stage move draft spring ${record} --decide mine`),
    'One record was moved.',
  );
  assert.match(await done('stage changes spring'), /Hours in winter/);
  assert.equal(await done(`stage move draft spring ${record}`), 'There was nothing to move.');
  const published = await run('stage move spring live');
  assert.match(published.stderr, /what goes there is published, and not moved/);
});

test('a stage is published at a time, which is said and taken back', async () => {
  assert.equal(await done('stage schedule draft'), '“Draft” is not published by itself.');
  const set = await done('stage schedule draft 2199-12-24T18:00:00Z');
  assert.equal(set, '“Draft” is published by itself on 2199-12-24T18:00:00.000Z, for Ada.');
  const { due } = JSON.parse(await done('stage schedule draft --json'));
  assert.equal(due, '2199-12-24T18:00:00.000Z');
  assert.match(await done('stage schedule draft 2199-12-25T18:00'), /2199-12-25T18:00:00/);
  assert.equal(await done('stage schedule draft --cancel'), '“Draft” is not published by itself.');
  const past = await run('stage schedule draft 1999-12-24T18:00:00Z');
  assert.equal(past.code, 1);
  assert.match(past.stderr, /must be a time in the future/);
  assert.equal((await run('stage schedule draft 2199-12-24T18:00 --cancel')).code, 2);
});

test('a link that shows a stage is printed, and where it leads is on this site', async () => {
  const url = await done('stage preview draft --days 3 --note Board');
  assert.match(url, /^https:\/\/paper\.example\/preview\/[\w-]+\.[\w-]+$/);
  const made = JSON.parse(await done('stage preview draft --json'));
  assert.equal((Date.parse(made.expires) - Date.parse(made.created)) / 86_400_000, 7);
  const tooLong = await run('stage preview draft --days 91');
  assert.equal(tooLong.code, 1);
  assert.match(tooLong.stderr, /from 1 to 90/);
});

test('an export is of a stage where one is named', async () => {
  await meanwhile(async ({ items }, within) => {
    const fields = { body: { format: 'plain_text', value: 'Soon.' } };
    await items.createItem(within(DRAFT), 'page', { title: 'Not yet', status: true, fields });
  });
  const titles = async (command: string) =>
    (await done(command)).split('\n').map((line): unknown => JSON.parse(line).title);
  assert.ok((await titles('export items --stage draft')).includes('Not yet'));
  assert.ok(!(await titles('export items')).includes('Not yet'));
  assert.match((await run('export items --stage nowhere')).stderr, /There is no such stage/);
});
