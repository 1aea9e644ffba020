import {
  container,
  type Element,
  inOrder,
  paragraph,
  type TableRow,
  text,
  time,
} from '#grammar/render';
import type { Job } from '#platform/queue';
import type { Listed } from './job-frame.ts';

const HEADS: { readonly [State in Listed]: readonly [said: string, when: string] } = {
  waiting: ['Last time', 'Due'],
  failed: ['Why', 'Failed'],
  done: ['What came of it', 'Done'],
};

const EMPTY: { readonly [State in Listed]: string } = {
  waiting: 'Nothing waits: all jobs that were added are begun or done.',
  failed: 'Nothing has failed for good. What fails is tried again first, a few times.',
  done: 'Nothing was done in the last week.',
};

/** Jobs under each other. */
export function jobTable(state: Listed, rows: readonly TableRow[]): Element {
  const [said, when] = HEADS[state];
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'Jobs' },
    '#columns': [
      { label: 'Job' },
      { label: said },
      { label: when },
      { label: 'Operations', hidden: true },
    ],
    '#rows': rows,
    '#empty': text(EMPTY[state]),
  };
}

/** What is said of one, but its buttons. */
export function jobCells(job: Job, label: string): readonly Element[] {
  return [
    container(
      inOrder(text(`${label}, job ${job.id}`), paragraph(about(job), { class: 'muted break-all' })),
      { attributes: { class: 'cell-title' } },
    ),
    container(inOrder(job.said !== '' && text(job.said), paragraph(effort(job), MUTED)), {
      attributes: { class: 'cell-title' },
    }),
    time(job.state === 'waiting' ? job.due : (job.ended ?? job.created), 'relative'),
  ];
}

const MUTED = { class: 'muted' };
const LONGEST = 160;

/** What it is about, as far as that is short. */
function about({ key, payload }: Job): string {
  const said = JSON.stringify(payload);
  const short = said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
  return key === undefined ? short : `${key}: ${short}`;
}

/** How often it was begun, and how long it took. */
function effort({ state, attempts, begun, ended }: Job): string {
  if (attempts === 0) return 'Not begun yet';
  const times = attempts === 1 ? 'Begun once' : `Begun ${attempts} times`;
  if (state === 'waiting' || !begun || !ended) return times;
  return `${times}, took ${durationWords(ended.getTime() - begun.getTime())}`;
}

function durationWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
