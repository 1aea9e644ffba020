import { Conflict } from '#base';
import type { FormDefinition } from '#grammar/forms';
import { container, type Element, heading, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Cron } from '../cron.ts';
import { cronKey } from '../cron-key.ts';
import { ADMINISTER_CRON } from '../cron-permissions.ts';
import type { KnownTask } from '../cron-task.ts';
import type { CronScreenDeps } from './screen-deps.ts';
import { taskCells, taskTable } from './task-table.ts';

const PATH = '/admin/cron';

/** `/admin/cron`: what is done regularly, how it went last, and a button to have it done now. */
export function cronScreen(deps: CronScreenDeps): PageRoute {
  const { cron, forms, clock } = deps;
  const form = runForm(cron);
  return {
    methods: ['GET', 'POST'],
    path: PATH,
    permission: ADMINISTER_CRON,
    section: {
      label: 'Regular tasks',
      description: 'What the site does by itself, when, and how it went.',
      icon: 'calendar-clock',
      weight: 75,
    },
    async handle(request) {
      const rows = [];
      for (const known of await cron.list(request.ctx)) {
        const { name } = known.task;
        const button = await forms.run(form, known, request, { key: `cron_run_${name}` });
        if (button.kind !== 'form') return button;
        rows.push({ cells: [...taskCells(known, clock.now(), deps.pluginLabel), button.element] });
      }
      return {
        kind: 'page',
        title: 'Regular tasks',
        theme: 'admin',
        layout: 'wide',
        sealed: true,
        breadcrumb: [{ url: '/admin', label: 'Administration' }],
        body: container(inOrder(taskTable(rows), ...howDone(deps)), {
          attributes: { class: 'stack' },
        }),
      };
    },
  };
}

function howDone({ timer, secret, baseUrl = '' }: CronScreenDeps): readonly Element[] {
  const address = `${baseUrl}/cron/${cronKey(secret)}`;
  return [
    heading(2, 'How they are done'),
    paragraph(
      timer
        ? 'This server looks twice a minute for what is due. However many servers there are, each task is done by one at a time. Where no server runs all the time, have one of these called instead:'
        : 'This server does nothing by itself, since TROVATO_CRON is “false”. Have one of these called every minute or so:',
    ),
    { '#type': 'code', '#value': `bin/trovato cron\nPOST ${address}` },
    paragraph('Whoever knows this address can have done what is due, and nothing else.', {
      class: 'muted',
    }),
  ];
}

function runForm(cron: Cron): FormDefinition<KnownTask> {
  return {
    id: 'cron_run',
    sealed: true,
    build: async (_ctx, { task, underWay }) => ({
      elements: {},
      actions: underWay
        ? {}
        : {
            run: {
              label: 'Run\u00A0now',
              look: 'quiet',
              attributes: { 'aria-label': `Run now: ${task.label}` },
            },
          },
    }),
    async submit(ctx, { task: { name, label } }) {
      try {
        const { outcome, said } = await cron.run(ctx, name);
        const what = said === '' ? '' : `: ${said}`;
        return {
          kind: 'redirect',
          to: PATH,
          messages: [
            outcome === 'done'
              ? { tone: 'positive', text: `“${label}” is done${what}.` }
              : { tone: 'danger', text: `“${label}” failed${what}` },
          ],
        };
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        return {
          kind: 'redirect',
          to: PATH,
          messages: [{ tone: 'caution', text: error.message }],
        };
      }
    },
  };
}
