import { InvalidInput, type Problem, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import { STAGE_HEADER, STAGE_PARAMETER } from '#grammar/routes';
import type { Stages } from '#records/stages';
import type { FastifyRequest } from 'fastify';

/** A machine name, or an id. */
const NAME = /^(?:[a-z][a-z0-9_]{0,31}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The request does not say which stage it means in a way that can be understood. */
export class BadStage extends InvalidInput {
  override readonly title: string = 'Which stage is meant?';
  constructor(problems: readonly Problem[]) {
    super('web.bad_stage', 'The request does not say clearly which stage it means.', { problems });
  }
}

/**
 * The stage that a request to the API asks for, by `?stage=` or `X-Trovato-Stage`; undefined when it
 * asks for none. Throws `BadStage`, or `StageNotFound` where the actor may not know of it.
 */
export async function askedStage(
  request: FastifyRequest,
  ctx: RequestContext,
  stages: Pick<Stages, 'get'>,
): Promise<StageId | undefined> {
  const name = stageNameOf(request);
  return name === undefined ? undefined : (await stages.get(ctx, name)).id;
}

function stageNameOf({ url, headers }: FastifyRequest): string | undefined {
  const query = url.indexOf('?');
  const inQuery = query === -1 ? [] : new URLSearchParams(url.slice(query)).getAll(STAGE_PARAMETER);
  // Node joins a header that was sent several times with commas.
  const header = headers[STAGE_HEADER];
  const inHeader = header === undefined ? [] : String(header).split(',');
  const given = [
    ...inQuery.map((value) => ({ pointer: `/${STAGE_PARAMETER}`, value })),
    ...inHeader.map((value) => ({ pointer: `/${STAGE_HEADER}`, value: value.trim() })),
  ];
  const malformed = given.filter(({ value }) => !NAME.test(value));
  if (malformed.length > 0)
    throw new BadStage(
      malformed.map(({ pointer }) => ({
        pointer,
        code: 'pattern',
        message: 'must be the name or the id of a stage',
      })),
    );
  const [first] = given;
  const other = given.find(({ value }) => value !== first?.value);
  if (other !== undefined)
    throw new BadStage([
      { pointer: other.pointer, code: 'duplicate', message: 'names another stage than before' },
    ]);
  return first?.value;
}
