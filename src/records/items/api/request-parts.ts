import { InvalidInput, isObject, type ItemId, parseId, type Problem, type RevisionId } from '#base';
import { type EndpointRequest, type Parameter, STAGE_PARAMETER } from '#grammar/routes';
import { Type } from 'typebox';
import { BadListQuery, ItemNotFound, RevisionNotFound, RevisionRequired } from '../item-errors.ts';
import type { Item, ItemInput } from '../item.ts';
import type { Items } from '../items.ts';
import type { ItemQuery } from '../item-query.ts';

/** The item that a path names, when it is of the type that the path names. */
export async function itemOfPath(items: Items, request: EndpointRequest): Promise<Item> {
  items.getType(request.ctx, request.params['type'] ?? '');
  const item = await items.getItem(request.ctx, itemIdOf(request));
  if (item.type !== request.params['type']) throw new ItemNotFound();
  return item;
}

export function itemIdOf(request: EndpointRequest): ItemId {
  const id = parseId<'item'>(request.params['id']);
  if (!id) throw new ItemNotFound();
  return id;
}

export function revisionIdOf(text: string | undefined): RevisionId {
  const id = parseId<'revision'>(text);
  if (!id) throw new RevisionNotFound();
  return id;
}

export const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  description:
    'The revision that the change started from, or several of them, or * for whatever is there.',
  required: true,
  schema: Type.String(),
};

/**
 * The revision that a save started from, by If-Match; `*` is whatever is there. Of several it is
 * the one that is there now, else the newest.
 */
export async function baseOf(
  request: EndpointRequest,
  current: () => Promise<Pick<Item, 'revisionId'>>,
): Promise<RevisionId | 'current'> {
  const header = request.headers['if-match']?.trim() ?? '';
  if (header === '*') return 'current';
  const tags = header.split(',').flatMap((one) => one.trim() || []);
  if (tags.length === 0) throw new RevisionRequired();
  const named = tags.flatMap((tag) => parseId<'revision'>(opaque(tag)) ?? []);
  const [first, ...others] = named.toSorted().toReversed();
  if (first === undefined) throw new RevisionNotFound();
  if (others.length === 0) return first;
  const { revisionId } = await current();
  return named.find((one) => one === revisionId) ?? first;
}

/** The same where it may be left out: whatever is there, then. */
export async function conditionOf(
  request: EndpointRequest,
  current: Pick<Item, 'revisionId'>,
): Promise<RevisionId | 'current'> {
  const isConditional = request.headers['if-match'] !== undefined;
  return isConditional ? baseOf(request, async () => current) : 'current';
}

/** What an entity tag says, weak or not. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

/** The body as input of the one validator, which says what is wrong inside it. */
export function inputOf(body: unknown): ItemInput {
  if (isObject(body)) return body;
  throw new InvalidInput('item.invalid', 'The body must be a JSON object.', {
    problems: [{ pointer: '', code: 'type', message: 'must be an object' }],
  });
}

const SORTS = ['created', '-created', 'changed', '-changed', 'title', '-title'] as const;
const MAX_LIMIT = 200;

/** A list query from the query string; what is unknown or wrong is named. */
export function queryOf(type: string, query: URLSearchParams): ItemQuery {
  const problems: Problem[] = [];
  const bad = (name: string, message: string): undefined => {
    problems.push({ pointer: `/${name}`, code: 'not_allowed', message });
    return undefined;
  };
  for (const name of query.keys())
    if (![STAGE_PARAMETER, 'limit', 'after', 'sort', 'status', 'title'].includes(name))
      bad(name, 'is not known; known are limit, after, sort, status, title');
  const limitText = query.get('limit') ?? '25';
  const limit = /^\d{1,4}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > MAX_LIMIT) bad('limit', `must be a number from 1 to ${MAX_LIMIT}`);
  const sortText = query.get('sort') ?? '-created';
  const sort = SORTS.find((each) => each === sortText);
  if (!sort) bad('sort', `must be one of ${SORTS.join(', ')}`);
  const status = query.get('status');
  if (status !== null && status !== 'true' && status !== 'false')
    bad('status', 'must be true or false');
  if (problems.length > 0) throw badQuery(problems);
  const after = query.get('after');
  const title = query.get('title');
  return {
    types: [type],
    limit,
    ...(sort ? { sort } : {}),
    ...(status === null ? {} : { status: status === 'true' }),
    ...(title === null ? {} : { titleContains: title }),
    ...(after === null ? {} : { after }),
  };
}

export const MOST_OFFSET = 999_999;

/** How many of a list to pass over. */
export function offsetOf(query: URLSearchParams): number {
  const text = query.get('offset') ?? '0';
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const message = `must be a number from 0 to ${MOST_OFFSET}`;
  throw badQuery([{ pointer: '/offset', code: 'not_allowed', message }]);
}

function badQuery(problems: readonly Problem[]): BadListQuery {
  return new BadListQuery('item.bad_query', 'This list cannot be asked for like that.', {
    problems,
  });
}

export function etag(item: Item): Record<string, string> {
  return { etag: `"${item.revisionId}"` };
}
