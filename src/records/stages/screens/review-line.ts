import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, text, time } from '#grammar/render';
import { seenOfAll } from '../review/review.ts';
import { mayApprove, maySeeStages } from '../stage-permissions.ts';
import type { Stages } from '../stages.ts';
import { reviewButton } from './review-place.ts';
import { remark, reviewBadge, reviewButtons } from './review-words.ts';

/**
 * On the page of a record that the stage of `ctx` has changed: how far that is, and what one may do
 * about it. `record` as `item:0192…`; `url`: the page.
 */
export async function reviewLine(
  stages: Pick<Stages, 'known' | 'plan'>,
  ctx: RequestContext,
  record: string,
  url: string,
): Promise<Element | undefined> {
  if (ctx.stage === LIVE || !maySeeStages(ctx.actor)) return undefined;
  const stage = stages.known().find(({ id }) => id === ctx.stage);
  if (!stage) return undefined;
  const [planned] = await stages.plan(ctx, stage.id, [record]);
  if (!planned) return undefined;
  const { review } = planned;
  const { state, last } = review;
  const place = { only: [record], seen: seenOfAll([review]), to: url };
  const asksWhy = mayApprove(ctx.actor, stage);
  const why = last && remark(state, last);
  const buttons = reviewButtons(ctx, stage, state);
  return container(
    inOrder(
      container(
        { label: text('State of this change:') },
        { tag: 'small', attributes: { class: 'muted' } },
      ),
      reviewBadge(state),
      why !== undefined && container({ why: text(why) }, { tag: 'small' }),
      last?.to === state &&
        why === undefined &&
        container(inOrder(text(`by ${last.by}, `), time(last.at, 'relative')), {
          tag: 'small',
          attributes: { class: 'muted' },
        }),
      ...buttons.map((button) => reviewButton(stage, button, place, { look: 'quiet', asksWhy })),
    ),
    {
      tag: 'section',
      attributes: { class: 'cluster', 'aria-label': 'Review', 'data-gap': 'small' },
    },
  );
}
