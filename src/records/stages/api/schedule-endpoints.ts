import type { Endpoint } from '#grammar/routes';
import { Type } from 'typebox';
import type { Stages } from '../stages.ts';
import { bodyAs, STAGE, stageOfPath, TAG } from './request-parts.ts';
import { scheduleJson } from './stage-json.ts';

const scheduleSchema = Type.Object({
  due: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'When the stage is published by itself; null: it is not',
  }),
  by: Type.Optional(Type.String({ description: 'As whom' })),
  problem: Type.Optional(Type.String({ description: 'Why it was not published when it was due' })),
});
const toSet = Type.Object(
  { due: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]) },
  { additionalProperties: false },
);

/** `/stages/{id}/schedule`: when the stage is published by itself. */
export function scheduleEndpoints(stages: Stages): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/stages/{id}/schedule',
      operationId: 'getStageSchedule',
      summary: 'When the stage is published by itself',
      tag: TAG,
      scope: 'read',
      parameters: [STAGE],
      answers: { 200: { description: 'The time, or null', schema: scheduleSchema } },
      errors: [404],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        return { status: 200, body: scheduleJson(await stages.schedules.find(request.ctx, id)) };
      },
    },
    {
      method: 'PUT',
      path: '/stages/{id}/schedule',
      operationId: 'setStageSchedule',
      summary: 'Publish the stage at a time, with what you may do then; null: not by itself',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      body: toSet,
      checkedBy: 'handler',
      answers: { 200: { description: 'The time, or null', schema: scheduleSchema } },
      errors: [403, 404, 422],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const { due } = await bodyAs(toSet, request);
        const set = await stages.schedules.set(request.ctx, id, due);
        return { status: 200, body: scheduleJson(set) };
      },
    },
  ];
}
