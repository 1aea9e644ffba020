import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DRAFT, LIVE, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import { openTestKernel, type TestKernel } from './kernel.ts';

/** Milliseconds by which a kernel has heard of everything. */
const LATE = 10_000;

/** A record of a kind that stages have versions of, of which one text is made, changed and read. */
export interface StagedSubject {
  /** What decisions call it: `item:0192…`. */
  key(): string;
  make(ctx: RequestContext, text: string): Promise<unknown>;
  change(ctx: RequestContext, text: string): Promise<unknown>;
  remove(ctx: RequestContext): Promise<unknown>;
  /** What a reader of the stage sees; undefined: that it is not there. */
  read(stage: StageId): Promise<string | undefined>;
}

async function until(subject: StagedSubject, stage: StageId, text: string): Promise<void> {
  let shown: string | undefined;
  for (const end = performance.now() + LATE; performance.now() < end; await sleep(10)) {
    shown = await subject.read(stage);
    if (shown === text) return;
  }
  assert.equal(shown, text);
}

/** What stages promise, whatever kind of record it is about. */
export function stageableContract(
  name: string,
  { deletes }: { readonly deletes: boolean },
  openSubject: (site: TestKernel) => Promise<StagedSubject>,
): void {
  async function open() {
    const site = await openTestKernel();
    const subject = await openSubject(site);
    const { stages, system } = site;
    const { id: top } = await stages.create(system, { name: 'top', label: 'Top', upstream: DRAFT });
    const at = (stage: StageId) => ({ ...system, stage });
    return {
      ...site,
      subject,
      top,
      live: at(LIVE),
      draft: at(DRAFT),
      onTop: at(top),
      /** What live, the draft and the stage on top of it show, as soon as this kernel knows. */
      async shows(...expected: readonly (string | undefined)[]): Promise<void> {
        const shown: (string | undefined)[] = [];
        for (const end = performance.now() + LATE; performance.now() < end; await sleep(10)) {
          for (const [i, stage] of [LIVE, DRAFT, top].entries())
            shown[i] = await subject.read(stage);
          if (shown.every((text, i) => text === expected[i])) return;
        }
        assert.deepEqual(shown, expected);
      },
      async publish(stage: StageId, side?: 'mine' | 'theirs') {
        const decisions = side === undefined ? {} : { [subject.key()]: side };
        const { id } = await stages.publish(system, stage, { decisions });
        return async () => id && stages.undo(system, id);
      },
    };
  }

  test(`${name}: what a stage makes is there alone until it is published, and again when that is taken back`, async () => {
    await using site = await open();
    await site.subject.make(site.draft, 'new');
    await site.shows(undefined, 'new', 'new');
    const takeBack = await site.publish(DRAFT);
    await site.shows('new', 'new', 'new');
    await takeBack();
    await site.shows(undefined, 'new', 'new');
  });

  test(`${name}: what a stage changes goes up stage by stage`, async () => {
    await using site = await open();
    await site.subject.make(site.live, 'old');
    await site.subject.change(site.onTop, 'new');
    await site.shows('old', 'old', 'new');
    const back = await site.publish(site.top);
    await site.shows('old', 'new', 'new');
    const backFromLive = await site.publish(DRAFT);
    await site.shows('new', 'new', 'new');
    await backFromLive();
    await site.shows('old', 'new', 'new');
    await back();
    await site.shows('old', 'old', 'new');
  });

  test(`${name}: what both sides changed is decided, and nothing is published before`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    await subject.make(site.live, 'old');
    await subject.change(site.draft, 'mine');
    await subject.change(site.live, 'theirs');
    await assert.rejects(stages.publish(system, DRAFT), { code: 'stage.publish_conflict' });
    await site.shows('theirs', 'mine', 'mine');
    const [open_] = await stages.conflicts(system, DRAFT);
    assert.equal(open_?.key, subject.key());
    const takeBack = await site.publish(DRAFT, 'mine');
    await site.shows('mine', 'mine', 'mine');
    await takeBack();
    await site.shows('theirs', 'mine', 'mine');
    await subject.change(site.live, 'later');
    await site.publish(DRAFT, 'theirs');
    await site.shows('later', 'later', 'later');
  });

  test(`${name}: what both sides changed alike is no conflict`, async () => {
    await using site = await open();
    await site.subject.make(site.live, 'old');
    await site.subject.change(site.draft, 'same');
    await site.subject.change(site.live, 'same');
    await site.publish(DRAFT);
    await site.shows('same', 'same', 'same');
    assert.deepEqual(await site.stages.plan(site.system, DRAFT), []);
  });

  test(`${name}: what is discarded is as in the stage below`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    await subject.make(site.live, 'old');
    await subject.change(site.draft, 'new');
    await subject.change(site.onTop, 'newest');
    assert.equal(await stages.discard(system, site.top, [subject.key()]), 1);
    await site.shows('old', 'new', 'new');
    assert.equal(await stages.discard(system, DRAFT, [subject.key()]), 1);
    await site.shows('old', 'old', 'old');
  });

  test(`${name}: what is moved to a stage beside is there alone, and published from there`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    const { id: beside } = await stages.create(system, { name: 'beside', label: 'Beside' });
    await subject.make(site.draft, 'new');
    await site.shows(undefined, 'new', 'new');
    assert.equal(await stages.move(system, DRAFT, beside), 1);
    await site.shows(undefined, undefined, undefined);
    await until(subject, beside, 'new');
    assert.deepEqual(await stages.plan(system, DRAFT), []);
    await stages.publish(system, beside);
    await site.shows('new', 'new', 'new');
  });

  test(`${name}: what is moved to a stage on top is seen there, and not below any more`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    await subject.make(site.live, 'old');
    await subject.change(site.draft, 'new');
    await stages.move(system, DRAFT, site.top);
    await site.shows('old', 'old', 'new');
    assert.equal((await stages.plan(system, site.top))[0]?.settlement.is, 'taken');
    await site.publish(site.top);
    await site.shows('old', 'new', 'new');
    await assert.rejects(stages.move(system, site.top, DRAFT), { code: 'stage.to_be_published' });
  });

  test(`${name}: what both stages changed is decided, and nothing is moved before`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    const { id: beside } = await stages.create(system, { name: 'beside', label: 'Beside' });
    await subject.make(site.live, 'old');
    await subject.change(site.draft, 'mine');
    await subject.change({ ...system, stage: beside }, 'theirs');
    await assert.rejects(stages.move(system, DRAFT, beside), { code: 'stage.publish_conflict' });
    const [both] = await stages.moveConflicts(system, DRAFT, beside);
    assert.equal(both?.key, subject.key());
    await site.shows('old', 'mine', 'mine');
    await stages.move(system, DRAFT, beside, { decisions: { [subject.key()]: 'mine' } });
    await site.shows('old', 'old', 'old');
    await until(subject, beside, 'mine');
    await stages.publish(system, beside);
    await site.shows('mine', 'mine', 'mine');
  });

  test(`${name}: what is changed on top is not moved away below it`, async () => {
    await using site = await open();
    const { stages, system, subject } = site;
    await subject.make(site.draft, 'old');
    await subject.change(site.onTop, 'new');
    const { id: beside } = await stages.create(system, { name: 'beside', label: 'Beside' });
    for (const to of [beside, site.top])
      await assert.rejects(stages.move(system, DRAFT, to), { code: 'stage.changed_on_top' });
    await site.shows(undefined, 'old', 'new');
  });

  if (!deletes) return;
  test(`${name}: what a stage deletes is there for everybody else until it is published`, async () => {
    await using site = await open();
    const { subject } = site;
    await subject.make(site.live, 'old');
    await subject.remove(site.draft);
    await site.shows('old', undefined, undefined);
    const takeBack = await site.publish(DRAFT);
    await site.shows(undefined, undefined, undefined);
    await takeBack();
    await site.shows('old', undefined, undefined);
  });
}
