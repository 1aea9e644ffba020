import { TrovatoError } from '#base';
import type { FormDefinition } from '#grammar/forms';
import type { Message } from '#grammar/routes';
import type { Job } from '#platform/queue';
import type { Jobs } from '../jobs.ts';

interface OneJob {
  readonly job: Job;
  /** Where one is. */
  readonly url: string;
}

/** The buttons of one job: to have it done again or now, and to delete it. */
export function jobForm(jobs: Jobs): FormDefinition<OneJob> {
  return {
    id: 'job',
    sealed: true,
    build: async (_ctx, { job: { id, state } }) => ({
      elements: {},
      actions: {
        retry: {
          label: state === 'waiting' ? 'Run\u00A0now' : 'Run\u00A0again',
          look: 'quiet',
          attributes: { 'aria-label': `Run job ${id} ${state === 'waiting' ? 'now' : 'again'}` },
        },
        delete: {
          label: 'Delete',
          look: 'quiet',
          attributes: { 'aria-label': `Delete job ${id}` },
        },
      },
    }),
    async submit(ctx, { job: { id }, url }, _values, action) {
      const message = await done(async () => {
        if (action === 'delete') {
          await jobs.delete(ctx, id);
          return `The job ${id} is deleted.`;
        }
        await jobs.retry(ctx, id);
        return `The job ${id} is begun as soon as a server has time.`;
      });
      return { kind: 'redirect', to: url, messages: [message] };
    },
  };
}

interface AllFailed {
  readonly queue: string | undefined;
  readonly url: string;
}

/** The button that has all that failed done again. */
export function retryAllForm(jobs: Jobs): FormDefinition<AllFailed> {
  return {
    id: 'jobs_retry',
    sealed: true,
    build: async () => ({ elements: {}, actions: { retry: { label: 'Run all again' } } }),
    async submit(ctx, { queue, url }) {
      const count = await jobs.retryFailed(ctx, queue);
      const said = count === 1 ? 'One job is' : `${count} jobs are`;
      const text = `${said} begun as soon as a server has time.`;
      return { kind: 'redirect', to: url, messages: [{ tone: 'positive', text }] };
    },
  };
}

/** Somebody else may have been faster; the list shows what is so now. */
async function done(work: () => Promise<string>): Promise<Message> {
  try {
    return { tone: 'positive', text: await work() };
  } catch (error) {
    if (!(error instanceof TrovatoError) || error.statusCode === 403) throw error;
    return { tone: 'caution', text: error.message };
  }
}
