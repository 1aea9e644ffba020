import type { FormBody } from '#grammar/routes';
import type { FastifyRequest } from 'fastify';
import { readForm } from './form-body.ts';

/** What somebody had entered into a form that could not be taken. */
export interface SentFields {
  /** Name and value, in the order in which they were sent, without what is secret. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** What was sent and cannot be put into a page again. */
  readonly leftOut: readonly ('password' | 'file')[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when a form failed; the error page offers to send it again. */
    sentFields: SentFields | undefined;
  }
}

/** Names the inputs with files that a page kept, as `chosen-files.js` sends it. */
const CHOSEN = '_chosen';
const PASSWORD = /password|passphrase/i;

/** Reads what `request` sends, for somebody who may not send it; files are not kept. */
export async function readSentFields(request: FastifyRequest): Promise<SentFields | undefined> {
  try {
    await using form = await readForm(request, 'text');
    return sentFields(form);
  } catch {
    // Broken or too large: that the form was refused is what has to be said.
    return undefined;
  }
}

/** undefined when nobody entered anything: a button that stands by itself. */
export function sentFields({ values, uploads }: FormBody): SentFields | undefined {
  const all = [...values].flatMap(([name, of]) =>
    // A page cannot hold NUL: a browser would make another character of it.
    of.map((value) => [name, value.replaceAll('\0', '')] as const),
  );
  const fields = all.filter(
    ([name]) => name !== '_token' && name !== CHOSEN && !PASSWORD.test(name),
  );
  const hadFiles = uploads.size > 0 || values.has(CHOSEN);
  if (fields.every(([name]) => name.startsWith('_')) && !hadFiles) return undefined;
  const hadPassword = all.some(([name, value]) => PASSWORD.test(name) && value !== '');
  return {
    fields,
    leftOut: [
      ...(hadPassword ? (['password'] as const) : []),
      ...(hadFiles ? (['file'] as const) : []),
    ],
  };
}
