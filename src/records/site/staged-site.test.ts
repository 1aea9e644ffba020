import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { createStages } from '#records/stages';
import { waitFor } from '../../../test/support/wait-for.ts';
import { createFindSite } from './index.ts';
import { saveSite } from './save-site.ts';

async function openSite() {
  const kernel = await openTestKernel();
  const { system, site } = kernel;
  const draft = { ...system, stage: DRAFT };
  const save = (ctx: typeof system, name: string, slogan = '') =>
    saveSite(kernel, ctx, { name, slogan, timeZone: 'UTC' });
  await save(system, 'The Paper');
  return { ...kernel, draft, save, names: () => [site(LIVE).name, site(DRAFT).name] };
}

test('the site is called otherwise in a stage, until that is published, and again when it is taken back', async () => {
  await using site = await openSite();
  const { stages, system, draft, variables, app } = site;
  await site.save(draft, 'The Spring Paper', 'Fresh');
  assert.deepEqual(site.names(), ['The Paper', 'The Spring Paper']);
  assert.match((await app.inject({ url: '/' })).body, /The Paper/);
  const planned = await stages.plan(system, DRAFT);
  assert.deepEqual(
    planned.map(({ type, label, change }) => [type, label, change]),
    [
      ['variable', 'Name of the site', 'changed'],
      ['variable', 'Slogan of the site', 'changed'],
    ],
  );

  const { id } = await stages.publish(system, DRAFT);
  await Promise.all([variables.refresh(), stages.documents.refresh()]);
  assert.deepEqual(site.names(), ['The Spring Paper', 'The Spring Paper']);
  assert.deepEqual(await stages.plan(system, DRAFT), []);

  assert.ok(id);
  await stages.undo(system, id);
  await Promise.all([variables.refresh(), stages.documents.refresh()]);
  assert.deepEqual(site.names(), ['The Paper', 'The Spring Paper']);
});

test('two who call the site otherwise have to agree', async () => {
  await using site = await openSite();
  const { stages, system, draft, variables } = site;
  await site.save(draft, 'Draft');
  await site.save(system, 'Live');
  await assert.rejects(stages.publish(system, DRAFT), { code: 'stage.publish_conflict' });
  const decisions = { 'variable:site_name': 'theirs' as const };
  await stages.publish(system, DRAFT, { decisions });
  await Promise.all([variables.refresh(), stages.documents.refresh()]);
  assert.deepEqual(site.names(), ['Live', 'Live']);
});

test('other kernels know soon what stages have', async () => {
  await using site = await openSite();
  const { database, variables, clock, log, taps } = site;
  await using there = await createStages({ database, clock, log, taps, secret: 'of this test' });
  const elsewhere = createFindSite(variables, there.documents);
  await site.save(site.draft, 'Elsewhere');
  await waitFor(() => elsewhere(DRAFT).name === 'Elsewhere');
});

test('the time zone is that of live in every stage', async () => {
  await using site = await openSite();
  const input = { name: 'The Paper', slogan: '', timeZone: 'Europe/Lisbon' };
  await assert.rejects(saveSite(site, site.draft, input), {
    code: 'site.invalid',
    problems: [
      {
        pointer: '/time_zone',
        code: 'invalid',
        message: 'The time zone is the same in all stages. Change it in live.',
      },
    ],
  });
});
