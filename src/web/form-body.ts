import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import '@fastify/multipart';
import { BadRequest } from '#base';
import type { FormBody, Upload } from '#grammar/routes';
import type { FastifyRequest } from 'fastify';
import { FORM_LIMIT, UPLOAD_LIMIT } from './limits.ts';
import { BodyTooLarge, UnsupportedMediaType } from './web-errors.ts';

/** The kinds of body that a form is sent as. */
export const FORM_TYPES = 'application/x-www-form-urlencoded or multipart/form-data';

const MOST_FIELDS = 5_000;
const MOST_FILES = 20;

export const emptyBody: FormBody = { values: new Map(), uploads: new Map() };

/** A submitted form; disposing of it removes the uploads that nobody took away. */
export interface SubmittedForm extends FormBody, AsyncDisposable {}

/**
 * Reads the form that `request` sends, as it is: forms know what may be stored, and say so beside
 * the element. Files go to a temporary folder as they come in. Of a form
 * that is refused only the text is read: of its files no more than that there were any.
 */
export async function readForm(
  request: FastifyRequest,
  keep: 'all' | 'text' = 'all',
): Promise<SubmittedForm> {
  if (request.isMultipart()) return readMultipart(request, keep);
  const values = new Map<string, string[]>();
  // Without a body there is nothing to read: a button that posts and says no more.
  if (typeof request.body === 'string') {
    for (const [name, value] of new URLSearchParams(request.body)) add(values, name, value);
  } else if (request.body !== undefined && request.body !== null) {
    throw new UnsupportedMediaType(FORM_TYPES);
  }
  return { values, uploads: new Map(), [Symbol.asyncDispose]: async () => undefined };
}

async function readMultipart(
  request: FastifyRequest,
  keep: 'all' | 'text',
): Promise<SubmittedForm> {
  const values = new Map<string, string[]>();
  const uploads = new Map<string, Upload[]>();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-upload-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  let textSize = 0;
  let files = 0;
  try {
    const limits = { fields: MOST_FIELDS, files: MOST_FILES, parts: MOST_FIELDS + MOST_FILES };
    const parts = request.parts({
      limits: { ...limits, fileSize: UPLOAD_LIMIT, fieldSize: FORM_LIMIT },
    });
    for await (const part of parts) {
      if (part.type === 'field') {
        const value = typeof part.value === 'string' ? part.value : '';
        textSize += value.length;
        if (part.valueTruncated || textSize > FORM_LIMIT) throw new BodyTooLarge(FORM_LIMIT);
        add(values, part.fieldname, value);
        continue;
      }
      const path = join(folder, String(files++));
      if (keep === 'all') await pipeline(part.file, createWriteStream(path));
      else for await (const _chunk of part.file);
      if (part.file.truncated) throw new BodyTooLarge(UPLOAD_LIMIT);
      // A file input that was left empty comes as a file without a name, or with an empty one.
      const filename: string | undefined = part.filename;
      if (!filename && part.file.bytesRead === 0) continue;
      add(uploads, part.fieldname, {
        filename: filename ?? '',
        mime: part.mimetype,
        size: part.file.bytesRead,
        path,
      });
    }
  } catch (error) {
    await dispose();
    throw broken(error);
  }
  return { values, uploads, [Symbol.asyncDispose]: dispose };
}

/** The parser's own complaints are the only errors here without a code. */
function broken(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error' || 'code' in error) return error;
  return new BadRequest('web.bad_body', `The form is broken: ${error.message}.`, { cause: error });
}

function add<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  const there = map.get(name);
  if (there) there.push(value);
  else map.set(name, [value]);
}
