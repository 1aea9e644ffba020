import type { Endpoint, Parameter } from '#grammar/routes';
import { Type } from 'typebox';
import type { Stages } from '../stages.ts';
import { decisions, seen } from './publish-endpoints.ts';
import { bodyAs, publishIdOf, TAG } from './request-parts.ts';
import { publishedJson, publishedSchema, publishJson, publishSchema } from './stage-json.ts';
import { withConflicts } from './with-conflicts.ts';

const PUBLISH: Parameter = {
  name: 'id',
  in: 'path',
  description: 'Id of the publish.',
  required: true,
  schema: Type.String(),
};
const howToUndo = Type.Object(
  { decisions: Type.Optional(decisions), seen: Type.Optional(seen) },
  { additionalProperties: false },
);

/** `/publishes/{id}`: what was published, and taking it back. */
export function undoEndpoints(stages: Stages): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/publishes/{id}',
      operationId: 'getPublish',
      summary: 'What was published, record by record',
      tag: TAG,
      scope: 'read',
      parameters: [PUBLISH],
      answers: {
        200: {
          description: 'The publish with its records, as they were before and after it',
          schema: Type.Object({
            publish: publishSchema,
            records: Type.Array(publishedSchema),
          }),
        },
      },
      errors: [404],
      async handle(request) {
        const found = await stages.published(request.ctx, publishIdOf(request));
        const { publish, records } = found;
        return {
          status: 200,
          body: { publish: publishJson(publish), records: records.map(publishedJson) },
        };
      },
    },
    {
      method: 'POST',
      path: '/publishes/{id}/undo',
      operationId: 'undoPublish',
      summary: 'Take a publish back; “mine” is to take back what was changed since',
      tag: TAG,
      scope: 'write',
      parameters: [PUBLISH],
      body: howToUndo,
      checkedBy: 'handler',
      answers: { 200: { description: 'It was taken back', schema: publishSchema } },
      errors: [403, 404, 409, 422],
      async handle(request) {
        const { ctx } = request;
        const id = publishIdOf(request);
        // Who may not see the stage is not told that there was such a publish.
        await stages.published(ctx, id);
        const body = await bodyAs(howToUndo, request);
        await withConflicts(
          () => stages.undo(ctx, id, body.decisions, body.seen),
          () => stages.undoConflicts(ctx, id),
        );
        const { publish } = await stages.published(ctx, id);
        return { status: 200, body: publishJson(publish) };
      },
    },
  ];
}
