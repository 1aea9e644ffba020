import type { Endpoint, Parameter } from '#grammar/routes';
import { Type } from 'typebox';
import { LONGEST_NOTE, PREVIEW_DAYS } from '../previews/check-preview.ts';
import type { Stages } from '../stages.ts';
import { bodyAs, previewIdOf, STAGE, stageOfPath, TAG, text } from './request-parts.ts';
import { previewJson, previewSchema } from './stage-json.ts';

const PATH = '/stages/{id}/previews';

const PREVIEW: Parameter = {
  name: 'preview',
  in: 'path',
  description: 'Id of the preview.',
  required: true,
  schema: Type.String(),
};
const newPreview = Type.Object(
  {
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: PREVIEW_DAYS.most, default: PREVIEW_DAYS.default }),
    ),
    note: Type.Optional(text(LONGEST_NOTE, 'Whom it is for')),
  },
  { additionalProperties: false },
);

/** `/stages/{id}/previews`: links that show the stage to people without an account. */
export function previewEndpoints(stages: Stages): readonly Endpoint[] {
  const { previews } = stages;
  return [
    {
      method: 'GET',
      path: PATH,
      operationId: 'listPreviews',
      summary: 'Preview links of the stage, newest first',
      tag: TAG,
      scope: 'read',
      parameters: [STAGE],
      answers: {
        200: {
          description: 'Without the addresses, which are told once',
          schema: Type.Object({ previews: Type.Array(previewSchema) }),
        },
      },
      errors: [403, 404],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const listed = await previews.list(request.ctx, id);
        return { status: 200, body: { previews: listed.map(previewJson) } };
      },
    },
    {
      method: 'POST',
      path: PATH,
      operationId: 'createPreview',
      summary: 'Make a link that shows the stage to whoever has it, for reading',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      body: newPreview,
      checkedBy: 'handler',
      answers: {
        201: {
          description: 'The preview; its `url` is told now and never again',
          schema: Type.Intersect([previewSchema, Type.Object({ url: Type.String() })]),
        },
      },
      errors: [403, 404, 409, 422],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const input = await bodyAs(newPreview, request);
        const { preview, token } = await previews.create(request.ctx, id, input);
        const url = `${request.baseUrl}/preview/${token}`;
        return { status: 201, body: { ...previewJson(preview), url } };
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{preview}`,
      operationId: 'revokePreview',
      summary: 'End a preview: whoever uses its link sees live from now on',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE, PREVIEW],
      answers: { 204: { description: 'It shows nothing any more' } },
      errors: [403, 404],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        await previews.revoke(request.ctx, id, previewIdOf(request));
        return { status: 204 };
      },
    },
  ];
}
