import type { PageRoute } from '#grammar/routes';
import { activityScreen } from './screens/activity-screen.ts';
import { changesScreens } from './screens/changes-screen.ts';
import { conflictScreen } from './screens/conflict-screen.ts';
import { discardScreen } from './screens/discard-screen.ts';
import { editScreens } from './screens/edit-screens.ts';
import { historyScreen } from './screens/history-screen.ts';
import { moveScreens } from './screens/move-screens.ts';
import { previewScreen } from './screens/preview-screen.ts';
import { reviewScreens } from './screens/review-screens.ts';
import type { StageScreenDeps } from './screens/screen-deps.ts';
import { scheduleScreen } from './screens/schedule-screen.ts';
import { stageListScreen } from './screens/stage-list-screen.ts';
import { undoScreen } from './screens/undo-screen.ts';
import { visitRoute } from './screens/visit-stage.ts';

/** `/admin/stages` and what is below it, and the way from one stage to another. */
export function createStageScreens(deps: StageScreenDeps): readonly PageRoute[] {
  return [
    visitRoute(deps),
    stageListScreen(deps.stages),
    ...editScreens(deps),
    ...changesScreens(deps),
    ...reviewScreens(deps),
    ...moveScreens(deps),
    discardScreen(deps),
    conflictScreen(deps),
    historyScreen(deps),
    activityScreen(deps),
    undoScreen(deps),
    scheduleScreen(deps),
    previewScreen(deps),
  ];
}
