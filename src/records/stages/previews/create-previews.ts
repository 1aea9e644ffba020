import { LIVE, newId, type StageId } from '#base';
import { inTransaction, queriesOf, type RequestContext } from '#grammar/access';
import { writeActivity } from '../activity/activity-store.ts';
import type { StageDeps } from '../stage-deps.ts';
import { PreviewNotFound, StageConflict, StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayShare } from '../stage-permissions.ts';
import { lockStage } from '../stage-store.ts';
import type { Stage } from '../stage.ts';
import { checkPreview } from './check-preview.ts';
import { findPreviewed, insertPreview, listPreviews, markRevoked } from './preview-store.ts';
import { createPreviewTokens } from './preview-token.ts';
import type { Previews } from './preview.ts';

const DAY = 86_400_000;
/** Links that ended are listed for so long: somebody may ask why theirs does not work. */
const REMEMBERED = 30 * DAY;

export function createPreviews(
  deps: Pick<StageDeps, 'database' | 'clock'> & { readonly secret: string },
  get: (ctx: RequestContext, stage: StageId) => Promise<Stage>,
): Previews {
  const { database, clock } = deps;
  const tokens = createPreviewTokens(deps.secret);

  async function shared(ctx: RequestContext, id: StageId): Promise<Stage> {
    const stage = await get(ctx, id);
    if (!mayShare(ctx.actor)) throw new StageNotAllowed('share', stage.label);
    return stage;
  }

  return {
    async create(context, stageId, input) {
      const stage = await shared(context, stageId);
      if (stage.id === LIVE)
        throw new StageConflict(
          'stage.is_live',
          'Live is what everybody sees: nobody needs a link to it.',
        );
      const { days, note } = checkPreview(input);
      const now = clock.now();
      const id = newId<'preview'>();
      const expires = new Date(now.getTime() + days * DAY);
      const by = context.actor.id;
      await inTransaction(database, context, async (transaction) => {
        const held = await lockStage(transaction, stage.id, 'share');
        if (!held || held.closed) throw new StageNotFound();
        await insertPreview(transaction, { id, stageId: stage.id, now, by, expires, note });
        const what = { what: 'shared', detail: note } as const;
        await writeActivity(transaction, { stage: stage.id, at: now, by, ...what });
      });
      context.log.info({ stage: stage.id, preview: id, actor: by }, 'preview link made');
      const createdByName = context.actor.name;
      return {
        preview: {
          id,
          stageId: stage.id,
          created: now,
          createdByName,
          expires,
          revoked: null,
          isOver: false,
          note,
        },
        token: tokens.sign(id),
      };
    },
    async list(ctx, stageId) {
      const { id } = await shared(ctx, stageId);
      const now = clock.now();
      const since = new Date(now.getTime() - REMEMBERED);
      const listed = await listPreviews(queriesOf(database, ctx), id, since);
      return listed.map((one) => ({
        ...one,
        isOver: one.revoked !== null || one.expires <= now,
      }));
    },
    async revoke(ctx, stageId, id) {
      const stage = await shared(ctx, stageId);
      const now = clock.now();
      await inTransaction(database, ctx, async (transaction) => {
        if (!(await markRevoked(transaction, stage.id, id, now))) throw new PreviewNotFound();
        const line = { stage: stage.id, at: now, by: ctx.actor.id, what: 'unshared' } as const;
        await writeActivity(transaction, line);
      });
      ctx.log.info({ stage: stage.id, preview: id, actor: ctx.actor.id }, 'preview link revoked');
    },
    async open(token) {
      const id = tokens.read(token);
      if (id === undefined) return { is: 'unknown' };
      const row = await findPreviewed(database.queries, id);
      if (row === undefined) return { is: 'unknown' };
      const isOver = row.revoked !== null || row.closed !== null || row.expires <= clock.now();
      if (isOver) return { is: 'over' };
      return { is: 'open', stageId: row.id, label: row.label, expires: row.expires };
    },
  };
}
