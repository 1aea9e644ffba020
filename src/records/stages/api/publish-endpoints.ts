import type { StageId } from '#base';
import type { Endpoint, EndpointRequest } from '#grammar/routes';
import { Type } from 'typebox';
import type { PublishOptions } from '../publish/publish.ts';
import { stateOfAll } from '../review/review.ts';
import { mayPublish } from '../stage-permissions.ts';
import type { Stages } from '../stages.ts';
import { bodyAs, STAGE, stageOfPath, TAG, text } from './request-parts.ts';
import {
  changeJson,
  changeSchema,
  conflictJson,
  conflictSchema,
  publishJson,
  publishSchema,
  reviewState,
} from './stage-json.ts';
import { withConflicts } from './with-conflicts.ts';

const record = Type.String({
  pattern: '^[a-z][a-z_]*:[^\\u0000]{1,200}$',
  description: 'Kind and id of the record: `item:0192…`, `gather:notes`',
});
const side = Type.Enum(['mine', 'theirs']);
export const decisions = Type.Record(
  Type.String(),
  Type.Union([side, Type.Record(Type.String(), side)]),
  {
    description: 'Which side counts, of a record or part by part: `{"item:…": {"title": "mine"}}`',
  },
);
export const seen = Type.Record(Type.String(), Type.String(), {
  description:
    'By record what `seen` of its conflict was: what is decided of one that is another since is not taken',
});
/** More are published by publishing all. */
export const records = Type.Array(record, { maxItems: 10_000 });

const howToPublish = Type.Object(
  {
    only: Type.Optional(
      Type.Union([records, Type.Literal('approved')], {
        description: 'These, or all that are approved as they are. Default all',
      }),
    ),
    decisions: Type.Optional(decisions),
    seen: Type.Optional(seen),
    log: Type.Optional(text(1000, 'What the history says of it')),
  },
  { additionalProperties: false },
);
const toDiscard = Type.Object({ records }, { additionalProperties: false });

/** `/stages/{id}/…`: what a stage changed, and what becomes of it. */
export function publishEndpoints(stages: Stages): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/stages/{id}/changes',
      operationId: 'listStageChanges',
      summary: 'What the stage has of its own; for who may publish it also what is to be decided',
      tag: TAG,
      scope: 'read',
      parameters: [STAGE],
      answers: {
        200: {
          description: 'Changes, and conflicts with what the upstream changed since',
          schema: Type.Object({
            state: Type.Union([reviewState, Type.Null()], {
              description: 'The state of the change that is least far; null: nothing is changed',
            }),
            changes: Type.Array(changeSchema),
            conflicts: Type.Array(conflictSchema),
          }),
        },
      },
      errors: [404],
      async handle(request) {
        const stage = await stageOfPath(stages, request);
        const { ctx } = request;
        const changes = await stages.plan(ctx, stage.id);
        const isToDecide =
          changes.some(({ settlement }) => settlement.is === 'conflict') &&
          mayPublish(ctx.actor, stage);
        const conflicts = isToDecide ? await stages.conflicts(ctx, stage.id) : [];
        return {
          status: 200,
          body: {
            state: changes.length === 0 ? null : stateOfAll(changes.map(({ review }) => review)),
            changes: changes.map(changeJson),
            conflicts: conflicts.map(conflictJson),
          },
        };
      },
    },
    {
      method: 'POST',
      path: '/stages/{id}/publish',
      operationId: 'publishStage',
      summary: 'Make the upstream as the stage shows it: all of it or nothing',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      body: howToPublish,
      checkedBy: 'handler',
      answers: {
        200: {
          description: 'What was published; no id where there was nothing to publish',
          schema: Type.Object({
            id: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
            changes: Type.Integer(),
          }),
        },
      },
      errors: [403, 404, 409, 422],
      handle: publish,
    },
    {
      method: 'POST',
      path: '/stages/{id}/discard',
      operationId: 'discardStageChanges',
      summary: 'Throw away what the stage has of its own about these records',
      tag: TAG,
      scope: 'write',
      parameters: [STAGE],
      body: toDiscard,
      checkedBy: 'handler',
      answers: {
        200: {
          description: 'How many there were',
          schema: Type.Object({ discarded: Type.Integer() }),
        },
      },
      errors: [403, 404, 422],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const body = await bodyAs(toDiscard, request);
        const discarded = await stages.discard(request.ctx, id, body.records);
        return { status: 200, body: { discarded } };
      },
    },
    {
      method: 'GET',
      path: '/stages/{id}/publishes',
      operationId: 'listPublishes',
      summary: 'What was published of the stage, newest first',
      tag: TAG,
      scope: 'read',
      parameters: [STAGE],
      answers: {
        200: {
          description: 'The last hundred',
          schema: Type.Object({ publishes: Type.Array(publishSchema) }),
        },
      },
      errors: [404],
      async handle(request) {
        const { id } = await stageOfPath(stages, request);
        const publishes = await stages.history(request.ctx, id);
        return { status: 200, body: { publishes: publishes.map(publishJson) } };
      },
    },
  ];

  async function publish(request: EndpointRequest) {
    const { ctx } = request;
    const { id: stage }: { readonly id: StageId } = await stageOfPath(stages, request);
    const body = await bodyAs(howToPublish, request);
    const options: PublishOptions = body;
    const { id, changes } = await withConflicts(
      () => stages.publish(ctx, stage, options),
      () => stages.conflicts(ctx, stage, body.only),
    );
    return { status: 200, body: { id: id ?? null, changes } };
  }
}
