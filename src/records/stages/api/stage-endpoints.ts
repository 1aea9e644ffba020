import type { Endpoint, EndpointRequest } from '#grammar/routes';
import { Type } from 'typebox';
import type { Stages } from '../stages.ts';
import { bodyAs, STAGE, stageOfPath, TAG, text } from './request-parts.ts';
import { stageJson, stageSchema } from './stage-json.ts';

const PATH = '/stages';
const ONE = '/stages/{id}';

const described = {
  label: text(100, 'What people call it'),
  description: text(500),
  squash: Type.Boolean({ description: 'Leave one revision of what is published' }),
  approval: Type.Boolean({ description: 'Publish only what is approved' }),
};
const newStage = Type.Object(
  {
    name: text(32, 'Lower-case letters, digits and _; stays as it is'),
    label: described.label,
    description: Type.Optional(described.description),
    upstream: Type.Optional(text(36, 'Name or id of the stage that shows through; default live')),
    squash: Type.Optional(described.squash),
    approval: Type.Optional(described.approval),
  },
  { additionalProperties: false },
);
const stageChange = Type.Partial(Type.Object(described), { additionalProperties: false });

/** `/stages`: list, make, change and close them. */
export function stageEndpoints(stages: Stages): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: PATH,
      operationId: 'listStages',
      summary: 'The stages that one may look at, live first',
      tag: TAG,
      scope: 'read',
      answers: {
        200: { description: 'All', schema: Type.Object({ stages: Type.Array(stageSchema) }) },
      },
      handle: async ({ ctx }) => ({
        status: 200,
        body: { stages: stages.list(ctx).map(stageJson) },
      }),
    },
    {
      method: 'POST',
      path: PATH,
      operationId: 'createStage',
      summary: 'Make a stage',
      tag: TAG,
      scope: 'write',
      body: newStage,
      checkedBy: 'handler',
      answers: { 201: { description: 'It was made', schema: stageSchema } },
      errors: [403, 409, 422],
      async handle(request) {
        const { upstream, ...input } = await bodyAs(newStage, request);
        const standsOn = upstream === undefined ? {} : { upstream: await idOf(request, upstream) };
        const made = await stages.create(request.ctx, { ...input, ...standsOn });
        const location = `${request.baseUrl}/api/v1/stages/${made.id}`;
        return { status: 201, headers: { location }, body: stageJson(made) };
      },
    },
    {
      method: 'GET',
      path: ONE,
      operationId: 'getStage',
      summary: 'One stage',
      tag: TAG,
      scope: 'read',
      parameters: [STAGE],
      answers: { 200: { description: 'The stage', schema: stageSchema } },
      errors: [404],
      handle: async (request) => ({
        status: 200,
        body: stageJson(await stageOfPath(stages, request)),
      }),
    },
    {
      method: 'PATCH',
      path: ONE,
      operationId: 'updateStage',
      summary: 'Change what the body names',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      body: stageChange,
      checkedBy: 'handler',
      answers: { 200: { description: 'The stage as it is now', schema: stageSchema } },
      errors: [403, 404, 422],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const input = await bodyAs(stageChange, request);
        return { status: 200, body: stageJson(await stages.update(request.ctx, id, input)) };
      },
    },
    {
      method: 'DELETE',
      path: ONE,
      operationId: 'closeStage',
      summary: 'Close a stage that has no changes',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      answers: { 204: { description: 'It is closed' } },
      errors: [403, 404, 409],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        await stages.close(request.ctx, id);
        return { status: 204 };
      },
    },
  ];

  /** What there is not is named as any other problem of the input. */
  async function idOf({ ctx }: EndpointRequest, stage: string): Promise<string> {
    return stages.list(ctx).find(({ id, name }) => id === stage || name === stage)?.id ?? stage;
  }
}
