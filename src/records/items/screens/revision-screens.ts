import { container, inOrder } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import type { RevertedItem } from '../item.ts';
import { ItemNotAllowed } from '../item-errors.ts';
import { partLabel } from '../part-labels.ts';
import type { ItemType } from '../types/item-type.ts';
import { mayRevert as permitsRevert, mayViewRevisions } from '../item-policy.ts';
import { itemOf, revisionIdOf } from '../pages/item-of.ts';
import { itemTabs } from '../pages/item-tabs.ts';
import { pageNumber } from '../pages/page-number.ts';
import { itemBreadcrumb } from './content-breadcrumb.ts';
import { versionOf } from '../merge-changes.ts';
import { revisionDifference } from './revision-difference.ts';
import { revisionList } from './revision-list.ts';
import { revisionNotice } from './revision-notice.ts';
import { timeText } from './time-text.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

const LISTED = 50;

/** The history of an item: the list, one revision, the difference of two, and the way back. */
export function revisionScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, views, site } = deps;

  const historyOf = async ({ ctx, params }: PageRequest) => {
    const item = await itemOf(items, ctx, params);
    const type = items.getType(ctx, item.type);
    const mayUpdate = (await items.whichMay(ctx, 'update', [item])).has(item.id);
    if (!mayUpdate && !mayViewRevisions(ctx.actor, item)) {
      throw new ItemNotAllowed('view the revisions of', type.name);
    }
    const tabs = await itemTabs(items, ctx, item, 'revisions');
    return { item, type, tabs, mayRevert: mayUpdate && permitsRevert(ctx.actor, item) };
  };

  return [
    {
      methods: ['GET'],
      path: '/item/{id}/revisions',
      async handle(request): Promise<PageAnswer> {
        const { ctx, query, url } = request;
        const { item, type, tabs, mayRevert } = await historyOf(request);
        const from = query.get('from');
        const to = query.get('to');
        if (from && to) {
          const pair = `${revisionIdOf(from)}/${revisionIdOf(to)}`;
          return { kind: 'redirect', to: `/item/${item.id}/revisions/${pair}` };
        }
        const page = pageNumber(query);
        // One more: the last of a page is compared with the first of the next.
        const listed = await items.listRevisions(ctx, item.id, {
          limit: LISTED + 1,
          offset: page * LISTED,
        });
        return {
          kind: 'page',
          theme: 'admin',
          title: `Revisions of ${item.title}`,
          breadcrumb: itemBreadcrumb(item),
          tabs,
          body: container(
            inOrder(
              revisionList(item, type, listed.revisions, {
                shown: LISTED,
                mayRevert,
                when: (time) => timeText(ctx, site().timeZone, time),
              }),
              {
                '#type': 'pager',
                '#page': page,
                '#pages': Math.ceil(listed.total / LISTED),
                '#url': url,
              },
            ),
          ),
        };
      },
    },
    {
      methods: ['GET'],
      path: '/item/{id}/revisions/{revision}',
      async handle(request): Promise<PageAnswer> {
        const { ctx, params } = request;
        const { item, tabs, mayRevert } = await historyOf(request);
        const revision = await items.getRevision(ctx, item.id, revisionIdOf(params['revision']));
        const { title, status, fields } = revision;
        const seen = await views.buildOld(ctx, { ...item, title, status, fields });
        return {
          kind: 'page',
          title: `${title}, as it was on ${timeText(ctx, site().timeZone, revision.created)}`,
          titleInBody: true,
          breadcrumb: [
            { url: `/item/${item.id}`, label: item.title },
            { url: `/item/${item.id}/revisions`, label: 'Revisions' },
          ],
          tabs,
          body: container(
            inOrder(
              revisionNotice(item, revision, {
                when: timeText(ctx, site().timeZone, revision.created),
                mayRevert,
              }),
              seen,
            ),
          ),
        };
      },
    },
    {
      methods: ['GET'],
      path: '/item/{id}/revisions/{revision}/{other}',
      async handle(request): Promise<PageAnswer> {
        const { ctx, params } = request;
        const { item, type, tabs } = await historyOf(request);
        const [one, other] = await Promise.all([
          items.getRevision(ctx, item.id, revisionIdOf(params['revision'])),
          items.getRevision(ctx, item.id, revisionIdOf(params['other'])),
        ]);
        const [before, after] = one.created <= other.created ? [one, other] : [other, one];
        const resolve = await views.resolve(ctx, type, [before, after].map(versionOf));
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Compare revisions',
          breadcrumb: [
            ...itemBreadcrumb(item),
            { url: `/item/${item.id}/revisions`, label: 'Revisions' },
          ],
          tabs,
          body: revisionDifference({
            views,
            ctx,
            item,
            type,
            resolve,
            before,
            after,
            timeZone: site().timeZone,
          }),
        };
      },
    },
    {
      methods: ['POST'],
      path: '/item/{id}/revisions/{revision}/revert',
      signedIn: true,
      async handle(request): Promise<PageAnswer> {
        const { ctx, params } = request;
        const item = await itemOf(items, ctx, params);
        const revision = revisionIdOf(params['revision']);
        const old = await items.getRevision(ctx, item.id, revision);
        const saved = await items.revertItem(ctx, item.id, revision);
        return {
          kind: 'redirect',
          to: `/item/${saved.id}`,
          messages: [
            {
              tone: saved.left.length === 0 ? 'positive' : 'caution',
              text: revertedText(
                items.findType(ctx, saved.type),
                saved,
                timeText(ctx, site().timeZone, old.created),
              ),
              link: { label: 'See revisions', url: `/item/${saved.id}/revisions` },
              undo: {
                label: 'Undo',
                url: `/item/${saved.id}/revisions/${item.revisionId}/revert`,
              },
            },
          ],
        };
      },
    },
  ];
}

function revertedText(type: ItemType | undefined, { title, left }: RevertedItem, when: string) {
  const parts = left.map(({ part, message }) => `${partLabel(type, part)} (${message})`);
  const but = parts.length === 0 ? '' : ` but for ${parts.join(', ')}`;
  return `“${title}” is as it was on ${when} again${but}. That is a new revision; the others are still there.`;
}
