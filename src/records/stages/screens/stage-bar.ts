import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, link } from '#grammar/render';
import { maySeeStages } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { stageUrl } from './stage-place.ts';
import { visitUrl } from './visit-stage.ts';

/** What stands around each page about the stage it is seen in. */
export interface StageBar {
  /** Which stage one is in, and the way to the others; for who moves between them. */
  readonly choice?: Element;
  /** In every stage but live: that one is not where readers are. */
  readonly band?: Element;
}

const MENU = 'stage-menu';

/** Asks no database: pages that say that it is down have it too. `url`: the page one is on. */
export function stageBar(
  stages: Pick<Stages, 'known' | 'list'>,
  ctx: RequestContext,
  url: string,
): StageBar {
  const here = stages.known().find(({ id }) => id === ctx.stage);
  const moves = maySeeStages(ctx.actor);
  const others = moves ? stages.list(ctx).filter(({ id }) => id !== ctx.stage) : [];
  return {
    ...(here && others.length > 0 ? { choice: stageChoice(here, others, url) } : {}),
    ...(here && here.id !== LIVE ? { band: stageBand(here, moves, url) } : {}),
  };
}

function stageChoice(here: Stage, others: readonly Stage[], url: string): Element {
  return container(
    inOrder(
      {
        '#type': 'button',
        '#kind': 'button',
        '#value': here.label,
        '#look': 'quiet',
        '#icon': 'layers',
        '#attributes': {
          popovertarget: MENU,
          'aria-label': `Stage: ${here.label}. Go to another one`,
        },
      },
      container(inOrder(...others.map((stage) => way(stage, url))), {
        attributes: { class: 'menu stages', id: MENU, popover: 'auto', 'aria-label': 'Stages' },
      }),
    ),
    { attributes: { class: 'stage-choice' } },
  );
}

function way(stage: Stage, url: string): Element {
  return {
    '#type': 'form',
    '#action': visitUrl(stage, url),
    '#method': 'post',
    '#children': inOrder({
      '#type': 'button',
      '#value': stage.label,
      '#look': 'quiet',
    }),
  };
}

function stageBand(here: Stage, moves: boolean, url: string): Element {
  const ways = inOrder(
    moves && link(stageUrl(here), 'What is changed here'),
    moves && {
      '#type': 'form',
      '#action': visitUrl({ id: LIVE }, url),
      '#method': 'post',
      '#attributes': { class: 'notice-action' },
      '#children': inOrder({ '#type': 'button', '#value': 'Back to live', '#look': 'link' }),
    },
  );
  const value = `You are in ${here.label}`;
  return container(
    inOrder({ '#type': 'notice', '#tone': 'caution', '#value': value, '#children': ways }),
    { tag: 'aside', attributes: { class: 'stage-band', 'aria-label': 'Stage' } },
  );
}
