import type { RequestContext } from '#grammar/access';
import type { Job, JobFilter, KnownQueue, Queues } from '#platform/queue';
import { requireJobAdministration } from './job-permissions.ts';

/** What the site does in the background, for people who look after it. All of it needs `administer jobs`. */
export interface Jobs {
  listQueues(ctx: RequestContext): Promise<readonly KnownQueue[]>;
  /** See `Queues.listJobs`. */
  list(ctx: RequestContext, filter?: JobFilter): Promise<readonly Job[]>;
  /** Has a job begun anew now. Throws `NotFound`, and `Conflict` while a server is at it. */
  retry(ctx: RequestContext, id: number): Promise<void>;
  /** The same for all that failed, of one queue or all; answers how many there were. */
  retryFailed(ctx: RequestContext, queue?: string): Promise<number>;
  /** Throws `NotFound`, and `Conflict` while a server is at it. */
  delete(ctx: RequestContext, id: number): Promise<void>;
}

export function createJobs(queues: Queues): Jobs {
  return {
    async listQueues(ctx) {
      requireJobAdministration(ctx);
      return queues.list();
    },
    async list(ctx, filter) {
      requireJobAdministration(ctx);
      return queues.listJobs(filter);
    },
    async retry(ctx, id) {
      requireJobAdministration(ctx);
      await queues.retryJob(id);
    },
    async retryFailed(ctx, queue) {
      requireJobAdministration(ctx);
      return queues.retryFailed(queue);
    },
    async delete(ctx, id) {
      requireJobAdministration(ctx);
      await queues.deleteJob(id);
    },
  };
}
