import type { Endpoint } from '#grammar/routes';
import { Type } from 'typebox';
import type { Stages } from '../stages.ts';
import { decisions, records, seen } from './publish-endpoints.ts';
import { bodyAs, STAGE, stageOfPath, TAG, text } from './request-parts.ts';
import { withConflicts } from './with-conflicts.ts';

const whereTo = Type.Object(
  {
    to: text(36, 'Name or id of the stage that has them afterwards'),
    records: Type.Optional(records),
    decisions: Type.Optional(decisions),
    seen: Type.Optional(seen),
  },
  { additionalProperties: false },
);

/** `/stages/{id}/move`: gives changes to another stage. */
export function moveEndpoint(stages: Stages): Endpoint {
  return {
    method: 'POST',
    path: '/stages/{id}/move',
    operationId: 'moveStageChanges',
    summary: 'Give changes to another stage, all of it or nothing; without `records` all',
    tag: TAG,
    scope: 'write',
    parameters: [STAGE],
    body: whereTo,
    checkedBy: 'handler',
    answers: {
      200: { description: 'How many there were', schema: Type.Object({ moved: Type.Integer() }) },
    },
    errors: [403, 404, 409, 422],
    async handle(request) {
      const { ctx } = request;
      const from = await stageOfPath(stages, request);
      const { to: named, ...options } = await bodyAs(whereTo, request);
      const to = await stages.get(ctx, named);
      const moved = await withConflicts(
        () => stages.move(ctx, from.id, to.id, options),
        () => stages.moveConflicts(ctx, from.id, to.id, options.records),
      );
      return { status: 200, body: { moved } };
    },
  };
}
