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
