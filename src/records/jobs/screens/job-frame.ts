import type { PageView } from '#grammar/routes';
import type { KnownQueue } from '#platform/queue';

export const OVERVIEW = '/admin/jobs';

/** What there are lists of. */
export const LISTED = ['waiting', 'failed', 'done'] as const;
export type Listed = (typeof LISTED)[number];

export const STATE_WORDS: { readonly [State in Listed]: string } = {
  waiting: 'Waiting',
  failed: 'Failed',
  done: 'Done',
};

/** The list of jobs in a state, of one queue or all. */
export function listPath(state: Listed, queue?: string): string {
  return `${OVERVIEW}/${state}${queue === undefined ? '' : `?queue=${encodeURIComponent(queue)}`}`;
}

/** What all of these screens have in common. What jobs are about is nothing for plugins. */
export function frame(
  active: Listed | undefined,
): Pick<PageView, 'title' | 'theme' | 'layout' | 'sealed' | 'breadcrumb' | 'tabs'> {
  return {
    title: 'Jobs',
    theme: 'admin',
    layout: 'wide',
    sealed: true,
    breadcrumb: [{ url: '/admin', label: 'Administration' }],
    tabs: [
      { url: OVERVIEW, label: 'Overview', active: active === undefined },
      ...LISTED.map((state) => ({
        url: listPath(state),
        label: STATE_WORDS[state],
        active: active === state,
      })),
    ],
  };
}

/** What people call a queue. */
export function queueLabel(queues: readonly KnownQueue[], name: string): string {
  return queues.find((queue) => queue.name === name)?.label ?? name;
}
