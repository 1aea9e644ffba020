import { isObject } from '#base';
import type { EndpointSource, Parameter } from '#grammar/routes';
import { Type } from 'typebox';
import type { Categories } from './categories.ts';
import { checkMaySee } from './category-permissions.ts';
import { type Term, termUrl } from './category.ts';

const termSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  vocabulary: Type.String(),
  name: Type.String(),
  description: Type.String(),
  weight: Type.Integer(),
  url: Type.String(),
});

const vocabularyParameter: Parameter = {
  name: 'vocabulary',
  in: 'path',
  description: 'Machine name of the vocabulary.',
  required: true,
  schema: Type.String(),
};

/** `/terms/{vocabulary}`: list and add terms. */
export function createTermApi(categories: Categories): EndpointSource {
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
          vocabularyParameter,
          {
            name: 'search',
            in: 'query',
            description: 'Only terms whose name contains this.',
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
        async handle({ ctx, params, query, baseUrl }) {
          checkMaySee(ctx);
          const search = query.get('search');
          const { terms, total } = await categories.listTerms(params['vocabulary'] ?? '', {
            limit: whole(query.get('limit'), 100),
            offset: whole(query.get('offset'), 0),
            ...(search ? { search } : {}),
          });
          return {
            status: 200,
            body: { terms: terms.map((term) => termAnswer(term, baseUrl)), total },
          };
        },
      },
      {
        method: 'POST',
        path: '/terms/{vocabulary}',
        operationId: 'createTerm',
        summary: 'Add a term',
        tag: 'Terms',
        scope: 'write',
        parameters: [vocabularyParameter],
        body: Type.Object(
          { name: Type.String(), description: Type.Optional(Type.String()) },
          { additionalProperties: false },
        ),
        answers: { 201: { description: 'The new term.', schema: termSchema } },
        errors: [401, 403, 404, 422],
        async handle({ ctx, params, body, baseUrl }) {
          const input = isObject(body)
            ? { name: body['name'], description: body['description'] }
            : {};
          const term = await categories.createTerm(ctx, params['vocabulary'] ?? '', input);
          return { status: 201, body: termAnswer(term, baseUrl) };
        },
      },
    ],
  };
}

function whole(given: string | null, otherwise: number): number {
  return given !== null && /^\d{1,7}$/.test(given) ? Number(given) : otherwise;
}

function termAnswer(term: Term, baseUrl: string) {
  return {
    id: term.id,
    vocabulary: term.vocabulary.name,
    name: term.name,
    description: term.description,
    weight: term.weight,
    url: baseUrl + termUrl(term.id),
  };
}
