import { container, type Element, inOrder, link, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { ADMINISTER_JOBS } from '../job-permissions.ts';
import { jobForm, retryAllForm } from './job-form.ts';
import { frame, LISTED, type Listed, listPath, queueLabel } from './job-frame.ts';
import type { JobScreenDeps } from './screen-deps.ts';
import { jobCells, jobTable } from './job-table.ts';

const MOST = 50;

/** `/admin/jobs/waiting`, `…/failed`, `…/done`: the jobs in one state, of one queue or all. */
export function jobListScreens(deps: JobScreenDeps): readonly PageRoute[] {
  return LISTED.map((state) => jobListScreen(deps, state));
}

function jobListScreen({ jobs, forms }: JobScreenDeps, state: Listed): PageRoute {
  const form = jobForm(jobs);
  const retryAll = retryAllForm(jobs);
  return {
    methods: ['GET', 'POST'],
    path: listPath(state),
    permission: ADMINISTER_JOBS,
    async handle(request) {
      const { ctx, url, query } = request;
      const queue = query.get('queue') ?? undefined;
      const filter = { state, limit: MOST, ...(queue === undefined ? {} : { queue }) };
      const [queues, listed] = await Promise.all([jobs.listQueues(ctx), jobs.list(ctx, filter)]);
      const rows = [];
      for (const job of listed) {
        const buttons = await forms.run(form, { job, url }, request, { key: `job_${job.id}` });
        if (buttons.kind !== 'form') return buttons;
        rows.push({ cells: [...jobCells(job, queueLabel(queues, job.queue)), buttons.element] });
      }
      let again: Element | undefined;
      if (state === 'failed' && listed.length > 1) {
        const button = await forms.run(retryAll, { queue, url }, request);
        if (button.kind !== 'form') return button;
        again = button.element;
      }
      const others = listed.length === MOST ? `These are the first ${MOST}.` : '';
      return {
        kind: 'page',
        ...frame(state),
        body: container(
          inOrder(
            queue !== undefined && onlyOf(queueLabel(queues, queue), state),
            jobTable(state, rows),
            others !== '' && paragraph(others, { class: 'muted' }),
            again,
          ),
          { attributes: { class: 'stack' } },
        ),
      };
    },
  };
}

function onlyOf(label: string, state: Listed): Element {
  return container(
    inOrder(paragraph(`Only “${label}”.`), link(listPath(state), 'Show all queues')),
    { attributes: { class: 'cluster', 'data-gap': 'small' } },
  );
}
