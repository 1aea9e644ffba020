import { badge, container, type Element, inOrder, paragraph, text, time } from '#grammar/render';
import type { KnownTask, LastRun } from '../cron-task.ts';
import { scheduleWords } from '../schedule.ts';

/** The tasks, under each other. */
export function taskTable(rows: readonly { readonly cells: readonly Element[] }[]): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'Regular tasks' },
    '#columns': [
      { label: 'Task' },
      { label: 'How often' },
      { label: 'Last time' },
      { label: 'Next time' },
      { label: 'Operations', hidden: true },
    ],
    '#rows': rows,
  };
}

/** What is said of one, but its button. */
export function taskCells(
  { task, last, next, underWay }: KnownTask,
  now: Date,
  pluginLabel: (name: string) => string,
): Element[] {
  const { plugin } = task;
  return [
    container(
      inOrder(
        text(task.label),
        plugin !== undefined &&
          paragraph(`Of the plugin “${pluginLabel(plugin)}”`, { class: 'muted' }),
      ),
      { attributes: { class: 'cell-title' } },
    ),
    text(scheduleWords(task.schedule)),
    last ? lastTime(last) : text('Never'),
    underWay ? text('Under way') : next <= now ? text('Due') : time(next, 'relative'),
  ];
}

function lastTime(last: LastRun): Element {
  const took = last.duration === undefined ? '' : `, took ${durationWords(last.duration)}`;
  const said = last.said === '' ? '' : `${last.said}. `;
  return container(
    inOrder(
      container(inOrder(outcomeBadge(last), time(last.begun, 'relative')), {
        attributes: { class: 'cluster', 'data-gap': 'small' },
      }),
      paragraph(`${said}On ${last.server}${took}.`, { class: 'muted' }),
    ),
    { attributes: { class: 'cell-title' } },
  );
}

function outcomeBadge({ outcome }: LastRun): Element {
  switch (outcome) {
    case 'done':
      return badge('Done', 'positive');
    case 'failed':
      return badge('Failed', 'danger');
    case 'lost':
      return badge('Not ended', 'caution');
    case 'under_way':
      return badge('Under way');
    default:
      return outcome satisfies never;
  }
}

function durationWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
