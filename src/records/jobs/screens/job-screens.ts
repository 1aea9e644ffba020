import type { PageRoute } from '#grammar/routes';
import { jobListScreens } from './job-list-screens.ts';
import { overviewScreen } from './overview-screen.ts';
import type { JobScreenDeps } from './screen-deps.ts';

/** `/admin/jobs`, and a list each of what waits, failed and is done. */
export function createJobScreens(deps: JobScreenDeps): readonly PageRoute[] {
  return [overviewScreen(deps), ...jobListScreens(deps)];
}
