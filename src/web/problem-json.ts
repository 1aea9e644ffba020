import type { Problem, TrovatoError } from '#base';

/** An error as RFC 9457 says it to programs. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable name of what went wrong, `room.what`. */
  readonly code: string;
  readonly instance: string;
  /** What the log calls this request. */
  readonly reference: string;
  readonly errors?: readonly Problem[];
  /** What some problems say besides. */
  readonly [detail: string]: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemDocument(error: TrovatoError, reference: string): ProblemDocument {
  return {
    ...error.details,
    type: `urn:trovato:problem:${error.code}`,
    title: error.title,
    status: error.statusCode,
    detail: error.message,
    code: error.code,
    instance: `urn:trovato:request:${reference}`,
    reference,
    ...(error.problems.length === 0 ? {} : { errors: error.problems }),
  };
}
