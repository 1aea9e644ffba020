import { container, type Element, heading, inOrder, paragraph, text, time } from '#grammar/render';
import type { Job, KnownQueue } from '#platform/queue';
import { OVERVIEW, queueLabel } from './job-frame.ts';

export const UNDER_WAY = 'jobs-under-way';

/** What is being done, each with how far it is; asks for itself again every other second. */
export function underWay(running: readonly Job[], queues: readonly KnownQueue[]): Element {
  const now = running.map((job) => progressOf(job, queueLabel(queues, job.queue)));
  return container(
    inOrder(
      heading(2, 'Under way'),
      ...(now.length === 0
        ? [paragraph('Nothing at the moment.', { class: 'muted' })]
        : [container(inOrder(...now), { attributes: { class: 'stack' } })]),
    ),
    {
      tag: 'section',
      attributes: {
        id: UNDER_WAY,
        class: 'stack',
        'hx-get': OVERVIEW,
        'hx-trigger': 'every 2s',
        'hx-target': `#${UNDER_WAY}`,
        'hx-swap': 'outerHTML',
      },
    },
  );
}

function progressOf(job: Job, label: string): Element {
  const { id, progress, said, server, begun, isLost } = job;
  const where = isLost
    ? `The server ${server} is gone; another will take it over.`
    : `On ${server}, begun `;
  return container(
    inOrder(
      {
        '#type': 'progress',
        '#label': said === '' ? `${label}, job ${id}` : `${label}, job ${id}: ${said}`,
        '#max': 1,
        ...(progress === undefined ? {} : { '#value': progress }),
      },
      container(inOrder(text(where), !isLost && begun && time(begun, 'relative')), {
        tag: 'p',
        attributes: { class: 'muted' },
      }),
    ),
  );
}
