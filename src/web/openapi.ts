import { STATUS_CODES } from 'node:http';
import { isObject, type Json, type JsonObject } from '#base';
import {
  type Endpoint,
  type EndpointSource,
  type Parameter,
  STAGE_PARAMETER,
} from '#grammar/routes';

interface OpenApiInput {
  readonly siteName: string;
  readonly baseUrl: string;
  readonly sources: readonly EndpointSource[];
}

/** The OpenAPI 3.1 document of what is there now: item types change while the program runs. */
export function openApiDocument({ siteName, baseUrl, sources }: OpenApiInput): JsonObject {
  const endpoints = sources.flatMap((source) => source.describe?.() ?? source.endpoints);
  const schemas = new Map<string, Json>([['Problem', problemSchema]]);
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = (paths[endpoint.path] ??= {});
    path[endpoint.method.toLowerCase()] = operation(endpoint, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: `${siteName}: REST`, version: '1' },
    servers: [{ url: `${baseUrl}/api/v1` }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      parameters: stageParameters,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token with the scope read, or write, which includes it.',
        },
      },
    },
  };
}

function operation(endpoint: Endpoint, schemas: Map<string, Json>): JsonObject {
  const { scope, operationId, summary, tag } = endpoint;
  const parameters = [
    ...parametersOf(endpoint).map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      description: parameter.description,
      required: parameter.in === 'path' || (parameter.required ?? false),
      schema: toJson(parameter.schema, schemas),
    })),
    ...(scope === 'none' ? [] : stageReferences),
  ];
  const body = bodyOf(endpoint, schemas);
  const errors = [...new Set([...(endpoint.errors ?? []), ...impliedErrors(endpoint)])];
  return {
    operationId,
    summary,
    tags: [tag],
    // Reading needs no token where everybody may read.
    security: scope === 'write' ? [{ token: [] }] : scope === 'read' ? [{ token: [] }, {}] : [{}],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(endpoint.answers).map(([status, { description, schema }]) => [
          status,
          schema === undefined
            ? { description }
            : {
                description,
                content: { 'application/json': { schema: toJson(schema, schemas) } },
              },
        ]),
      ),
      ...Object.fromEntries(errors.map((status) => [String(status), problemAnswer(status)])),
    },
  };
}

/** Those that the endpoint names and its path has, and those of the path that it left out. */
function parametersOf({ path, parameters = [] }: Endpoint): readonly Parameter[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const named = parameters.filter((one) => one.in !== 'path' || inPath.includes(one.name));
  const missing = inPath.filter(
    (name) => !named.some((one) => one.in === 'path' && one.name === name),
  );
  return [
    ...missing.map((name): Parameter => ({
      name,
      in: 'path',
      description: '',
      schema: { type: 'string' },
    })),
    ...named,
  ];
}

function bodyOf(
  { body, takesUploads }: Endpoint,
  schemas: Map<string, Json>,
): JsonObject | undefined {
  if (takesUploads) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const schema = { type: 'object', properties: { file }, required: ['file'] };
    return { 'multipart/form-data': { schema } };
  }
  return body && { 'application/json': { schema: toJson(body, schemas) } };
}

function impliedErrors({ scope, body }: Endpoint): readonly number[] {
  // 404 and 422 are answered where the stage is not there, or not said clearly.
  return [...(scope === 'none' ? [] : [401, 403, 404, 422]), ...(body ? [400, 413, 415] : [])];
}

function problemAnswer(status: number): JsonObject {
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    description: STATUS_CODES[status] ?? 'Problem',
    content: { 'application/problem+json': { schema } },
  };
}

/** `schema` as JSON; whatever has an `$id` becomes a component that is referred to. */
function toJson(schema: unknown, schemas: Map<string, Json>): Json {
  if (Array.isArray(schema)) return schema.map((one: unknown) => toJson(one, schemas));
  if (!isObject(schema)) {
    // What is left of a JSON schema are texts, numbers, booleans and null.
    return schema as Json;
  }
  const { $id: name, ...rest } = schema;
  const json = () =>
    Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toJson(value, schemas)]));
  if (typeof name !== 'string') return json();
  if (!schemas.has(name)) {
    // Held before its parts are walked: they may refer to it.
    schemas.set(name, {});
    schemas.set(name, json());
  }
  return { $ref: `#/components/schemas/${name}` };
}

const text = { type: 'string' };
const stageSchema = { ...text, default: 'live', examples: ['draft'] };
/** Which stage is read or written: every operation takes it, by its name or its id. */
const stageParameters: JsonObject = {
  Stage: {
    name: STAGE_PARAMETER,
    in: 'query',
    description: 'The stage that is read or written, by its name or id. Needs “use stages”.',
    required: false,
    schema: stageSchema,
  },
  StageHeader: {
    name: 'X-Trovato-Stage',
    in: 'header',
    description: 'The same as a header. Where both are sent they must be equal.',
    required: false,
    schema: stageSchema,
  },
};
const stageReferences = Object.keys(stageParameters).map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));
const problemSchema: JsonObject = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'reference'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What happened and what to do.' },
    code: { ...text, description: 'Stable name of the problem, like item.not_found.' },
    instance: text,
    reference: { ...text, description: 'What the log of the site calls this request.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { ...text, description: 'JSON pointer into what was sent.' },
          code: text,
          message: text,
        },
      },
    },
  },
};
