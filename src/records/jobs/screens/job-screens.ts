import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Jobs } from '../jobs.ts';
import { jobListScreens } from './job-list-screens.ts';
import { overviewScreen } from './overview-screen.ts';

export interface JobScreenDeps {
  readonly jobs: Jobs;
  readonly forms: Forms;
  /** Whether this server works on jobs. */
  readonly workers: boolean;
}

/** `/admin/jobs`, and a list each of what waits, failed and is done. */
export function createJobScreens(deps: JobScreenDeps): readonly PageRoute[] {
  return [overviewScreen(deps), ...jobListScreens(deps)];
}
