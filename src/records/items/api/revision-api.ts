import type { Endpoint } from '#grammar/routes';
import { Type } from 'typebox';
import type { Items } from '../items.ts';
import type { SharedParts } from './item-api.ts';
import {
  itemJson,
  revertedJson,
  revertedSchema,
  revisionJson,
  revisionSchema,
} from './item-json.ts';
import {
  conditionOf,
  etag,
  IF_MATCH,
  itemIdOf,
  itemOfPath,
  MOST_OFFSET,
  offsetOf,
  revisionIdOf,
} from './request-parts.ts';

const LIST = '/items/{type}/{id}/revisions';
const ONE = '/items/{type}/{id}/revisions/{revision}';
const MOST = 100;

/** The history of an item, and the ways back: revert, and restore from the trash. */
export function revisionEndpoints(items: Items, shared: SharedParts): Endpoint[] {
  const { tag, place, operation, item, shownFields } = shared;
  const revision = revisionSchema();
  return [
    {
      method: 'GET',
      path: place(LIST),
      operationId: operation('list', 'Revisions'),
      summary: 'Its revisions, newest first',
      tag,
      scope: 'read',
      parameters: [
        {
          name: 'offset',
          in: 'query',
          description: 'How many to pass over',
          schema: Type.Integer({ minimum: 0, maximum: MOST_OFFSET, default: 0 }),
        },
      ],
      answers: {
        200: {
          description: `At most ${MOST} revisions, and how many there are`,
          schema: Type.Object({ revisions: Type.Array(revision), total: Type.Integer() }),
        },
      },
      errors: [403, 404, 422],
      handle: async (request) => {
        const { id } = await itemOfPath(items, request);
        const offset = offsetOf(request.query);
        const page = await items.listRevisions(request.ctx, id, { limit: MOST, offset });
        return {
          status: 200,
          body: { revisions: page.revisions.map(revisionJson), total: page.total },
        };
      },
    },
    {
      method: 'GET',
      path: place(ONE),
      operationId: operation('get', 'Revision'),
      summary: 'One revision, as it was saved',
      tag,
      scope: 'read',
      answers: { 200: { description: 'The revision', schema: revision } },
      errors: [403, 404],
      handle: async (request) => {
        const { id } = await itemOfPath(items, request);
        const wanted = revisionIdOf(request.params['revision']);
        const found = await items.getRevision(request.ctx, id, wanted);
        return { status: 200, body: revisionJson(found) };
      },
    },
    {
      method: 'POST',
      path: place(`${ONE}/revert`),
      operationId: operation('revert'),
      summary: 'Save its content again, as a new revision, as far as the type takes it now',
      tag,
      scope: 'write',
      parameters: [{ ...IF_MATCH, required: false }],
      answers: {
        200: { description: 'The item as it is now', schema: revertedSchema(shownFields) },
      },
      errors: [403, 404, 409],
      handle: async (request) => {
        const current = await itemOfPath(items, request);
        const wanted = revisionIdOf(request.params['revision']);
        const base = await conditionOf(request, current);
        const saved = await items.revertItem(request.ctx, current.id, wanted, base);
        return { status: 200, headers: etag(saved), body: revertedJson(saved) };
      },
    },
    {
      method: 'POST',
      path: place('/items/{type}/{id}/restore'),
      operationId: operation('restore'),
      summary: 'Bring it back from the trash',
      tag,
      scope: 'write',
      answers: { 200: { description: 'The item as it was', schema: item } },
      errors: [403, 404],
      handle: async (request) => {
        const { type } = items.getType(request.ctx, request.params['type'] ?? '');
        const restored = await items.restoreItem(request.ctx, itemIdOf(request), type);
        return { status: 200, headers: etag(restored), body: itemJson(restored) };
      },
    },
  ];
}
