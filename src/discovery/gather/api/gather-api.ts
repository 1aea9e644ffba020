import type { Endpoint, EndpointRequest, EndpointSource } from '#grammar/routes';
import { Type } from 'typebox';
import type { Display, Gather } from '../definition/gather.ts';
import { sectionsOf } from '../definition/gather.ts';
import { maySeeDisplay } from '../display-access.ts';
import { BadGatherQuery, DisplayNotFound, GatherNotFound } from '../gather-errors.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { withQuery } from '../with-query.ts';
import { anyAnswer, anyParameters, answerOf, parametersOf } from './describe-gather.ts';
import { readApiQuery, readArguments } from './read-api-query.ts';
import { resultJson } from './result-json.ts';

const TAG = 'Gathers';
const ONE = '/gathers/{name}';

/**
 * `/gathers…`: listings over REST. The documentation, which everybody may read, shows an operation
 * for each that everybody may know of.
 */
export function createGatherApi(deps: GatherShowDeps): EndpointSource {
  const list = listEndpoint(deps);
  const run = (request: EndpointRequest) => answerRows(deps, request);
  const one: Endpoint = {
    method: 'GET',
    path: ONE,
    operationId: 'runGather',
    summary: 'A page of the rows of a gather',
    tag: TAG,
    scope: 'read',
    parameters: anyParameters,
    answers: { 200: { description: 'A page; `next` is missing on the last', schema: anyAnswer } },
    errors: [403, 404, 422],
    handle: run,
  };
  return {
    endpoints: [list, one],
    describe: () => [
      list,
      one,
      ...deps.gathers
        .list()
        .filter(({ enabled }) => enabled)
        .flatMap(({ gather }) => knownToAll(gather) ?? [])
        .map((gather): Endpoint => ({
          ...one,
          path: ONE.replace('{name}', gather.name),
          operationId: `runGather${pascal(gather.name)}`,
          summary: gather.description || gather.label,
          parameters: parametersOf(gather),
          answers: {
            200: { description: 'A page; `next` is missing on the last', schema: answerOf(gather) },
          },
        })),
    ],
  };
}

/** What is for some only is not spoken of: neither its name nor its filters. */
function knownToAll(gather: Gather): Gather | undefined {
  const displays = gather.displays.filter(
    (display) => sectionsOf(gather, display).access.kind === 'content',
  );
  return displays.length === 0 ? undefined : { ...gather, displays };
}

const LISTED = Type.Object({
  gathers: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Type.String(),
      description: Type.String(),
      base: Type.String(),
      displays: Type.Array(
        Type.Object({ id: Type.String(), kind: Type.String(), label: Type.String() }),
      ),
    }),
  ),
});

function listEndpoint({ gathers, roleNames }: GatherShowDeps): Endpoint {
  return {
    method: 'GET',
    path: '/gathers',
    operationId: 'listGathers',
    summary: 'The gathers that one may run, with their displays',
    tag: TAG,
    scope: 'read',
    answers: { 200: { description: 'By label', schema: LISTED } },
    async handle({ ctx }) {
      const enabled = gathers.list(ctx.stage).filter((saved) => saved.enabled);
      const listed = await Promise.all(
        enabled.map(async ({ gather }) => {
          const { name, label, description, base } = gather;
          const may = await Promise.all(
            gather.displays.map((one) =>
              maySeeDisplay(ctx, sectionsOf(gather, one).access, roleNames),
            ),
          );
          const displays = gather.displays.filter((_one, i) => may[i]);
          return { name, label, description, base, displays: displays.map(shortly) };
        }),
      );
      return {
        status: 200,
        body: { gathers: listed.filter(({ displays }) => displays.length > 0) },
      };
    },
  };
}

function shortly({ id, kind, label }: Display) {
  return { id, kind, label };
}

async function answerRows(
  { gathers }: GatherShowDeps,
  { ctx, params, query, baseUrl }: EndpointRequest,
) {
  const { gather, enabled } = gathers.get(params['name'] ?? '', ctx.stage);
  if (!enabled) throw new GatherNotFound();
  const display = displayOf(gather, query.get('display'));
  const listing = await gathers.open(ctx, gather.name, display.id, readArguments(query));
  const result = await listing.run(readApiQuery(listing.sections, query));
  if (result.problems.length > 0) {
    throw new BadGatherQuery(
      result.problems.map(({ filter, message }) => ({
        pointer: `/filter[${filter}]`,
        code: 'not_allowed',
        message,
      })),
    );
  }
  const here = `${baseUrl}/api/v1/gathers/${gather.name}?${query.toString()}`;
  const link = result.next && `<${withQuery(here, { after: result.next })}>; rel="next"`;
  return { status: 200, ...(link ? { headers: { link } } : {}), body: resultJson(result) };
}

/** The one that is named, else the first. */
function displayOf({ displays }: Gather, id: string | null): Display {
  const display = id === null ? displays[0] : displays.find((one) => one.id === id);
  if (!display) throw new DisplayNotFound();
  return display;
}

/** `talks_of_a_day` as a part of an operation's name: `TalksOfADay`. */
function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
