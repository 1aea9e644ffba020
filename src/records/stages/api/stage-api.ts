import type { EndpointSource } from '#grammar/routes';
import type { Stages } from '../stages.ts';
import { activityEndpoint } from './activity-endpoint.ts';
import { previewEndpoints } from './preview-endpoints.ts';
import { publishEndpoints } from './publish-endpoints.ts';
import { scheduleEndpoints } from './schedule-endpoints.ts';
import { stageEndpoints } from './stage-endpoints.ts';
import { undoEndpoints } from './undo-endpoints.ts';

/** Stages over REST. */
export function createStageApi(stages: Stages): EndpointSource {
  return {
    endpoints: [
      ...stageEndpoints(stages),
      ...publishEndpoints(stages),
      ...undoEndpoints(stages),
      ...scheduleEndpoints(stages),
      activityEndpoint(stages),
      ...previewEndpoints(stages),
    ],
  };
}
