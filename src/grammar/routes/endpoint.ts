import type { RequestContext } from '#grammar/access';
import type { TSchema } from 'typebox';
import type { Upload } from './page.ts';

/**
 * One REST operation under `/api/v1`, as a room declares it. The OpenAPI document is made from
 * these. Bodies are checked against `body` before `handle` is called, unless `checkedBy` says
 * otherwise.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/items/{type}/{id}`. */
  readonly path: string;
  /** `listArticleItems`: unique, for generated clients. */
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** The scope a token needs: `read` or `write`; `none` answers anybody. */
  readonly scope: 'read' | 'write' | 'none';
  readonly parameters?: readonly Parameter[];
  readonly body?: TSchema;
  /**
   * Who checks the body; default the pipeline, against `body`. `handler`: a validator behind it
   * says all that is wrong at once, and `body` is for the documentation only. Any JSON arrives.
   */
  readonly checkedBy?: 'handler';
  /** The body is multipart/form-data with files. */
  readonly takesUploads?: boolean;
  /** Status to schema of what is answered on success. */
  readonly answers: Readonly<Record<number, { description: string; schema?: TSchema }>>;
  /** The problem codes that it can answer, for the documentation. */
  readonly errors?: readonly number[];
  handle(request: EndpointRequest): Promise<EndpointAnswer>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly required?: boolean;
  readonly schema: TSchema;
}

export interface EndpointRequest {
  readonly ctx: RequestContext;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; the handler narrows it. */
  readonly body: unknown;
  /** Files of a multipart body, when the endpoint `takesUploads`. */
  readonly uploads: readonly Upload[];
  /** `https://example.org`, for links in answers. */
  readonly baseUrl: string;
}

export interface EndpointAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Endpoints that change while the program runs (one set for each item type) come from a source;
 * `path` patterns are matched in order of declaration.
 */
export interface EndpointSource {
  /** What the router mounts: patterns that hold whatever types there are. */
  readonly endpoints: readonly Endpoint[];
  /** What the OpenAPI document shows instead, made from the types as they are. */
  describe?(): readonly Endpoint[];
}
