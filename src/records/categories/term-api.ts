import { isObject, parseId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { EndpointRequest, EndpointSource, Parameter } from '#grammar/routes';
import { Type } from 'typebox';
import type { Categories } from './categories.ts';
import { InvalidTerm, TermNotFound } from './category-errors.ts';
import { checkMaySee } from './category-permissions.ts';
import type { Term, TermInput } from './category.ts';
import type { TermHolders } from './merge-term.ts';
import {
  newTermSchema,
  termChangeSchema,
  termJson,
  termSchema,
  termWithChildrenSchema,
} from './term-json.ts';

const inPath = (name: string, description: string): Parameter => ({
  name,
  in: 'path',
  description,
  required: true,
  schema: Type.String(),
});
const VOCABULARY = inPath('vocabulary', 'Machine name of the vocabulary.');
const TERM = inPath('id', 'Id of the term.');
const ONE = '/terms/{vocabulary}/{id}';

/** What the endpoints ask of content. */
export interface CountedContent extends TermHolders {
  count(ctx: RequestContext, terms: readonly TermId[]): Promise<ReadonlyMap<TermId, number>>;
}

/** `/terms/{vocabulary}`: list, add, change, merge and end terms. */
export function createTermApi(categories: Categories, content: CountedContent): EndpointSource {
  const answer = async ({ ctx, baseUrl }: EndpointRequest, terms: readonly Term[]) => {
    const ids = terms.map(({ id }) => id);
    const counts = await content.count(ctx, ids);
    return terms.map((term) => termJson(term, counts.get(term.id) ?? 0, baseUrl));
  };
  const one = async (request: EndpointRequest, term: Term) => (await answer(request, [term]))[0];
  const find = async ({ ctx, params }: EndpointRequest): Promise<Term> => {
    const { name } = await categories.getVocabulary(ctx, params['vocabulary'] ?? '');
    const id: TermId | undefined = parseId(params['id']);
    const term = id && (await categories.getTerm(ctx, id));
    if (term?.vocabulary.name !== name) throw new TermNotFound();
    return term;
  };

  return {
    endpoints: [
      {
        method: 'GET',
        path: '/terms/{vocabulary}',
        operationId: 'listTerms',
        summary: 'Terms of a vocabulary, in their order',
        tag: 'Terms',
        scope: 'read',
        parameters: [
          VOCABULARY,
          {
            name: 'search',
            in: 'query',
            description: 'Only terms of which a name contains this.',
            schema: Type.String({ maxLength: 255 }),
          },
          {
            name: 'limit',
            in: 'query',
            description: 'How many at most.',
            schema: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
          },
          {
            name: 'offset',
            in: 'query',
            description: 'How many to pass over.',
            schema: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
          },
        ],
        answers: {
          200: {
            description: 'The terms, and how many there are in all.',
            schema: Type.Object({ terms: Type.Array(termSchema), total: Type.Integer() }),
          },
        },
        errors: [403, 404],
        async handle(request) {
          const { ctx, params, query } = request;
          checkMaySee(ctx);
          const search = query.get('search');
          const { terms, total } = await categories.listTerms(ctx, params['vocabulary'] ?? '', {
            limit: whole(query.get('limit'), 100),
            offset: whole(query.get('offset'), 0),
            ...(search ? { search } : {}),
          });
          return { status: 200, body: { terms: await answer(request, terms), total } };
        },
      },
      {
        method: 'POST',
        path: '/terms/{vocabulary}',
        operationId: 'createTerm',
        summary: 'Add a term, under others or on top',
        tag: 'Terms',
        scope: 'write',
        parameters: [VOCABULARY],
        body: newTermSchema,
        answers: { 201: { description: 'The new term.', schema: termSchema } },
        errors: [401, 403, 404, 422],
        async handle(request) {
          const { ctx, params, body } = request;
          const vocabulary = params['vocabulary'] ?? '';
          const term = await categories.createTerm(ctx, vocabulary, inputOf(body));
          return { status: 201, body: await one(request, term) };
        },
      },
      {
        method: 'GET',
        path: ONE,
        operationId: 'getTerm',
        summary: 'A term, with what stands right under it',
        tag: 'Terms',
        scope: 'read',
        parameters: [VOCABULARY, TERM],
        answers: { 200: { description: 'The term.', schema: termWithChildrenSchema } },
        errors: [403, 404],
        async handle(request) {
          checkMaySee(request.ctx);
          const term = await find(request);
          const children = await categories.listChildren(request.ctx, term.id);
          const shown = children.map(({ id, name }) => ({ id, name }));
          return { status: 200, body: { ...(await one(request, term)), children: shown } };
        },
      },
      {
        method: 'PATCH',
        path: ONE,
        operationId: 'updateTerm',
        summary: 'Change what the body names',
        tag: 'Terms',
        scope: 'write',
        parameters: [VOCABULARY, TERM],
        body: termChangeSchema,
        answers: { 200: { description: 'The term as it is now.', schema: termSchema } },
        errors: [401, 403, 404, 422],
        async handle(request) {
          const { id } = await find(request);
          const term = await categories.updateTerm(request.ctx, id, inputOf(request.body));
          return { status: 200, body: await one(request, term) };
        },
      },
      {
        method: 'DELETE',
        path: ONE,
        operationId: 'deleteTerm',
        summary: 'End a term; content that refers to it shows it as gone',
        tag: 'Terms',
        scope: 'write',
        parameters: [VOCABULARY, TERM],
        answers: { 204: { description: 'It is gone.' } },
        errors: [401, 403, 404],
        async handle(request) {
          const { id } = await find(request);
          await categories.deleteTerm(request.ctx, id);
          return { status: 204 };
        },
      },
      {
        method: 'POST',
        path: `${ONE}/merge`,
        operationId: 'mergeTerm',
        summary: 'Make it a part of another term: content, names and address go there',
        tag: 'Terms',
        scope: 'write',
        parameters: [VOCABULARY, TERM],
        body: Type.Object(
          { into: Type.String({ description: 'Id of the term that stays.' }) },
          { additionalProperties: false },
        ),
        answers: {
          200: {
            description: 'The term that stays, and how many items were changed.',
            schema: Type.Object({ term: termSchema, items: Type.Integer() }),
          },
        },
        errors: [401, 403, 404, 409, 422],
        async handle(request) {
          const { ctx, body } = request;
          const { id } = await find(request);
          const into = parseId<'term'>(isObject(body) ? body['into'] : undefined);
          if (!into) {
            const message = 'This must be the id of a term.';
            throw new InvalidTerm([{ pointer: '/into', code: 'type', message }]);
          }
          const { term, items } = await categories.mergeTerm(ctx, id, into, content);
          return { status: 200, body: { term: await one(request, term), items } };
        },
      },
    ],
  };
}

function inputOf(body: unknown): TermInput {
  return isObject(body) ? body : {};
}

function whole(given: string | null, otherwise: number): number {
  return given !== null && /^\d{1,7}$/.test(given) ? Number(given) : otherwise;
}
