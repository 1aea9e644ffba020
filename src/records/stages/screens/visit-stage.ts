import { localAddress } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, link } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Stage } from '../stage.ts';
import { inStage } from '../in-stage.ts';
import type { RecordWords } from './record-words.ts';
import type { StageScreenDeps } from './screen-deps.ts';

/** Where a button goes that enters the stage and comes to `to`. */
export function visitUrl({ id }: Pick<Stage, 'id'>, to: string): string {
  return `/stage/${id}?to=${encodeURIComponent(to)}`;
}

/** A link to a page as the stage shows it: a button where that means to enter it first. */
export function linkInStage(
  ctx: RequestContext,
  stage: Pick<Stage, 'id'>,
  to: string,
  label: string,
): Element {
  if (ctx.stage === stage.id) return link(to, label);
  return {
    '#type': 'form',
    '#action': visitUrl(stage, to),
    '#method': 'post',
    '#attributes': { class: 'notice-action' },
    '#children': inOrder({ '#type': 'button', '#value': label, '#look': 'link' }),
  };
}

/** The same inside a form, which has none in it: the button sends that one there. */
export function buttonInStage(
  ctx: RequestContext,
  stage: Pick<Stage, 'id'>,
  to: string,
  label: string,
): Element {
  if (ctx.stage === stage.id) return link(to, label);
  const button: Element = {
    '#type': 'button',
    '#value': label,
    '#look': 'link',
    '#attributes': { formaction: visitUrl(stage, to), formnovalidate: true },
  };
  return container({ button }, { tag: 'span' });
}

/**
 * `POST /stage/{stage}`: the session is in that stage from then on. That another site sends it is
 * refused for every page.
 */
export function visitRoute({ stages, words, enter }: StageScreenDeps): PageRoute {
  return {
    methods: ['POST'],
    path: '/stage/{stage}',
    signedIn: true,
    async handle({ ctx, params, query, sessionToken }) {
      const stage = await stages.get(ctx, params['stage'] ?? '');
      if (sessionToken !== undefined) await enter(ctx, sessionToken, stage.id);
      const to = localAddress(query.get('to') ?? '') ?? '/';
      if (await isThere(words, inStage(ctx, stage.id), to)) return { kind: 'redirect', to };
      const text = `What you were looking at is not in ${stage.label}.`;
      return { kind: 'redirect', to: '/', messages: [{ tone: 'info', text }] };
    },
  };
}

/** Whether the page is about nothing in particular, or about what there is in the stage of `ctx`. */
async function isThere(
  words: readonly RecordWords[],
  ctx: RequestContext,
  to: string,
): Promise<boolean> {
  for (const kind of words) {
    const id = kind.idOf?.(to.split(/[?#]/, 1)[0] ?? to);
    if (id !== undefined) return (await kind.describe(ctx, [id])).has(id);
  }
  return true;
}
