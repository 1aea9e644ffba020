import type { Endpoint } from '#grammar/routes';
import { Type } from 'typebox';
import { DEEDS } from '../activity/activity.ts';
import type { Stages } from '../stages.ts';
import { STAGE, stageOfPath, TAG } from './request-parts.ts';

const LINES = 100;

/** `/stages/{id}/activity`: what was done with the stage and in it. */
export function activityEndpoint(stages: Stages): Endpoint {
  return {
    method: 'GET',
    path: '/stages/{id}/activity',
    operationId: 'listStageActivity',
    summary: `What was done with the stage and in it, the newest ${LINES} first`,
    tag: TAG,
    scope: 'read',
    parameters: [
      STAGE,
      {
        name: 'before',
        in: 'query',
        description: 'Only what is older than this time.',
        required: false,
        schema: Type.String({ format: 'date-time' }),
      },
    ],
    answers: {
      200: {
        description: 'Lines, each with who did it',
        schema: Type.Object({
          activity: Type.Array(
            Type.Object({
              at: Type.String({ format: 'date-time' }),
              by: Type.String(),
              what: Type.Enum([...DEEDS, 'saved']),
              detail: Type.String({
                description: 'What a record is called, how many there were, a time or a note',
              }),
            }),
          ),
        }),
      },
    },
    errors: [404, 422],
    async handle(request) {
      const { id } = await stageOfPath(stages, request);
      const before = request.query.get('before') ?? undefined;
      const lines = await stages.activity(request.ctx, id, { limit: LINES, before });
      const activity = lines.map((line) => ({ ...line, at: line.at.toISOString() }));
      return { status: 200, body: { activity } };
    },
  };
}
