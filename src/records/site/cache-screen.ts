import { can } from '#grammar/access';
import type { FormDefinition, Forms } from '#grammar/forms';
import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Cache } from '#platform/cache';
import { MayNotClearCache } from './site-errors.ts';
import { ADMINISTER_SITE } from './site-permissions.ts';

const PATH = '/admin/cache';

export interface CacheScreenDeps {
  readonly cache: Pick<Cache, 'clear' | 'ping' | 'counts'>;
  readonly forms: Forms;
}

/** `/admin/cache`: what the cache has spared this server, and a button that empties it. */
export function cacheScreen({ cache, forms }: CacheScreenDeps): PageRoute {
  const form = clearForm(cache);
  return {
    methods: ['GET', 'POST'],
    path: PATH,
    permission: ADMINISTER_SITE,
    section: {
      label: 'Cache',
      description: 'What was computed once and is answered again, and a button to empty it.',
      icon: 'gauge',
      weight: 77,
    },
    async handle(request) {
      const button = await forms.run(form, undefined, request);
      if (button.kind !== 'form') return button;
      return {
        kind: 'page',
        title: 'Cache',
        theme: 'admin',
        breadcrumb: [{ url: '/admin', label: 'Administration' }],
        body: container(
          inOrder(
            ...(await outage(cache)),
            paragraph(
              'Pages for readers who are not signed in and what plugins keep are computed once and answered again until something that they show is saved. So there is hardly ever a reason to empty the cache: a change of templates on a server is one.',
            ),
            counts(cache),
            button.element,
          ),
          { attributes: { class: 'stack' } },
        ),
      };
    },
  };
}

function counts({ counts: { memory, shared, computed } }: CacheScreenDeps['cache']): Element {
  return container(
    inOrder(
      line('Answered from the memory of this server since it started', memory),
      line('Answered with what another server had computed', shared),
      line('Computed', computed),
    ),
  );
}

function line(what: string, count: number): Element {
  return paragraph(`${what}: ${count.toLocaleString('en')}`);
}

async function outage(cache: Pick<Cache, 'ping'>): Promise<readonly Element[]> {
  try {
    await cache.ping();
    return [];
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    return [{ '#type': 'notice', '#tone': 'caution', '#value': value }];
  }
}

function clearForm(cache: Pick<Cache, 'clear'>): FormDefinition<undefined> {
  return {
    id: 'cache_clear',
    build: async () => ({
      elements: {},
      actions: { clear: { label: 'Empty the cache', look: 'secondary' } },
    }),
    async submit(ctx) {
      if (!can(ctx.actor, ADMINISTER_SITE)) throw new MayNotClearCache();
      await cache.clear();
      ctx.log.info({ actor: ctx.actor.id }, 'cache emptied');
      return {
        kind: 'redirect',
        to: PATH,
        messages: [{ tone: 'positive', text: 'The cache is empty.' }],
      };
    },
  };
}
