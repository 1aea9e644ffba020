import type { EndpointSource } from '#grammar/routes';
import type { Stages } from '../stages.ts';
import { activityEndpoint } from './activity-endpoint.ts';
import { moveEndpoint } from './move-endpoint.ts';
import { previewEndpoints } from './preview-endpoints.ts';
import { publishEndpoints } from './publish-endpoints.ts';
import { reviewEndpoint } from './review-endpoint.ts';
import { scheduleEndpoints } from './schedule-endpoints.ts';
import { stageEndpoints } from './stage-endpoints.ts';
import { undoEndpoints } from './undo-endpoints.ts';

/** Stages over REST. */
export function createStageApi(stages: Stages): EndpointSource {
  return {
    endpoints: [
      ...stageEndpoints(stages),
      ...publishEndpoints(stages),
      reviewEndpoint(stages),
      moveEndpoint(stages),
      ...undoEndpoints(stages),
      ...scheduleEndpoints(stages),
      activityEndpoint(stages),
      ...previewEndpoints(stages),
    ],
  };
}
