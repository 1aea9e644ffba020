import type { Endpoint } from '#grammar/routes';
import { Type } from 'typebox';
import { LONGEST_REVIEW_NOTE } from '../review/check-step.ts';
import type { Stages } from '../stages.ts';
import { records } from './publish-endpoints.ts';
import { bodyAs, STAGE, stageOfPath, TAG, text } from './request-parts.ts';
import { reviewState } from './stage-json.ts';

const move = Type.Object(
  {
    to: reviewState,
    records: Type.Optional(records),
    note: Type.Optional(text(LONGEST_REVIEW_NOTE, 'Why it is sent back')),
    seen: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'By record what its `seen` was: nothing is moved where one is another since',
      }),
    ),
  },
  { additionalProperties: false },
);

/** `/stages/{id}/review`: submits, approves and sends back. */
export function reviewEndpoint(stages: Stages): Endpoint {
  return {
    method: 'POST',
    path: '/stages/{id}/review',
    operationId: 'reviewStageChanges',
    summary: 'Submit changes for review, approve them or send them back; without `records` all',
    tag: TAG,
    scope: 'write',
    parameters: [STAGE],
    body: move,
    checkedBy: 'handler',
    answers: {
      200: {
        description: 'How many were moved; those that are there already are not counted',
        schema: Type.Object({ moved: Type.Integer() }),
      },
    },
    errors: [403, 404, 409, 422],
    async handle(request) {
      const { id } = await stageOfPath(stages, request);
      const moved = await stages.review(request.ctx, id, await bodyAs(move, request));
      return { status: 200, body: { moved } };
    },
  };
}
