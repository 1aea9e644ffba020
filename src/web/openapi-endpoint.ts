import type { EndpointSource } from '#grammar/routes';
import { openApiDocument } from './openapi.ts';

/** `/openapi.json`: every endpoint there is, itself included. */
export function openApiEndpoint(
  sources: readonly EndpointSource[],
  siteName: () => string,
): EndpointSource {
  const self: EndpointSource = {
    endpoints: [
      {
        method: 'GET',
        path: '/openapi.json',
        operationId: 'getOpenApi',
        summary: 'This document, made from the types as they are',
        tag: 'Documentation',
        scope: 'none',
        answers: { 200: { description: 'OpenAPI 3.1', schema: { type: 'object' } } },
        handle: async ({ baseUrl }) => ({
          status: 200,
          body: openApiDocument({ siteName: siteName(), baseUrl, sources: [...sources, self] }),
        }),
      },
    ],
  };
  return self;
}
