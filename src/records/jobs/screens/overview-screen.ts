import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  type TableRow,
  text,
} from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { KnownQueue } from '#platform/queue';
import { ADMINISTER_JOBS } from '../job-permissions.ts';
import { frame, type Listed, listPath, OVERVIEW, STATE_WORDS } from './job-frame.ts';
import type { JobScreenDeps } from './screen-deps.ts';
import { UNDER_WAY, underWay } from './under-way.ts';

/** `/admin/jobs`: what is being done, and how many jobs each queue has. */
export function overviewScreen({ jobs, workers }: JobScreenDeps): PageRoute {
  return {
    methods: ['GET'],
    path: OVERVIEW,
    permission: ADMINISTER_JOBS,
    section: {
      label: 'Jobs',
      description: 'What the site does in the background, how far it is, and what failed.',
      icon: 'list-checks',
      weight: 76,
    },
    async handle({ ctx, fragment }) {
      const [queues, running] = await Promise.all([
        jobs.listQueues(ctx),
        jobs.list(ctx, { state: 'running' }),
      ]);
      const now = underWay(running, queues);
      if (fragment === UNDER_WAY) return { kind: 'fragment', body: now };
      return {
        kind: 'page',
        ...frame(undefined),
        body: container(inOrder(now, queueTable(queues), paragraph(howDone(workers), MUTED)), {
          attributes: { class: 'stack' },
        }),
      };
    },
  };
}

const MUTED = { class: 'muted' };

function howDone(workers: boolean): string {
  return workers
    ? 'This server works on jobs, up to four at once. What is done is forgotten after a week; what failed stays until somebody looks.'
    : 'This server works on no jobs, since TROVATO_WORKERS is “false”: bin/trovato worker does, on this machine or another.';
}

function queueTable(queues: readonly KnownQueue[]): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'Queues' },
    '#columns': [
      { label: 'Queue' },
      { label: 'Waiting' },
      { label: 'Under way' },
      { label: 'Failed' },
      { label: 'Done lately' },
    ],
    '#rows': queues.map(queueRow),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'list-checks',
      '#title': 'No jobs yet',
      '#value':
        'A job is work that the site does after somebody saved something, so that nobody waits for it: sending a message, computing an index. Rooms of the site and plugins add them.',
    },
  };
}

function queueRow({ name, label, isWorked, jobs }: KnownQueue): TableRow {
  const count = (state: Listed): Element =>
    jobs[state] === 0
      ? none()
      : link(listPath(state, name), String(jobs[state]), {
          attributes: { 'aria-label': `${STATE_WORDS[state]} in ${label}: ${jobs[state]}` },
        });
  return {
    cells: [
      container(
        inOrder(
          text(label),
          label !== name && paragraph(name, MUTED),
          !isWorked && container({ badge: badge('Nobody works on it', 'caution') }, { tag: 'p' }),
        ),
        { attributes: { class: 'cell-title' } },
      ),
      count('waiting'),
      jobs.running === 0 ? none() : text(String(jobs.running)),
      count('failed'),
      count('done'),
    ],
  };
}

function none(): Element {
  return container({ count: text('0') }, { tag: 'span', attributes: MUTED });
}
