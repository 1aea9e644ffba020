import type { Forms } from '#grammar/forms';
import type { Jobs } from '../jobs.ts';

export interface JobScreenDeps {
  readonly jobs: Jobs;
  readonly forms: Forms;
  /** Whether this server works on jobs. */
  readonly workers: boolean;
}
