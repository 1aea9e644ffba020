import { checkSchema, parseId, type PreviewId, type PublishId } from '#base';
import type { EndpointRequest, Parameter } from '#grammar/routes';
import { type Static, type TSchema, Type } from 'typebox';
import { InvalidStageRequest, PreviewNotFound, StageNotFound } from '../stage-errors.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';

export const TAG = 'Stages';

export const STAGE: Parameter = {
  name: 'id',
  in: 'path',
  description: 'Name or id of the stage.',
  required: true,
  schema: Type.String(),
};

/** A text that the database can hold. */
export const text = (maxLength: number, description?: string) =>
  Type.String({
    maxLength,
    pattern: '^[^\\u0000]*$',
    ...(description === undefined ? {} : { description }),
  });

/** The stage that the path names. */
export function stageOfPath(stages: Stages, { ctx, params }: EndpointRequest): Promise<Stage> {
  return stages.get(ctx, params['id'] ?? '');
}

export function publishIdOf({ params }: EndpointRequest): PublishId {
  const id = parseId<'publish'>(params['id']);
  if (!id) throw new StageNotFound();
  return id;
}

export function previewIdOf({ params }: EndpointRequest): PreviewId {
  const id = parseId<'preview'>(params['preview']);
  if (!id) throw new PreviewNotFound();
  return id;
}

/** The body as the schema says; throws `InvalidStageRequest` with every problem. */
export async function bodyAs<Schema extends TSchema>(
  schema: Schema,
  { body }: EndpointRequest,
): Promise<Static<Schema>> {
  const checked = await checkSchema(schema, body);
  if (!checked.ok) throw new InvalidStageRequest(checked.problems);
  return checked.value;
}
