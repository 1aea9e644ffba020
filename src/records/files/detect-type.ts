import { createReadStream } from 'node:fs';
import { textType } from './text-types.ts';

/** What a file is by its content, and the extensions that such a file may bear. */
export interface DetectedType {
  readonly mime: string;
  readonly extensions: readonly string[];
}

/** Other names for what a signature says, where one content has several. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg', 'jpe', 'jfif'],
  png: ['apng'],
  apng: ['png'],
  tif: ['tiff'],
  heic: ['heif'],
  mp4: ['m4v', 'm4a'],
  m4v: ['mp4'],
  m4a: ['mp4'],
  mov: ['qt'],
  mpg: ['mpeg'],
  ogg: ['oga', 'ogv', 'opus'],
  oga: ['ogg'],
  ogv: ['ogg'],
  mid: ['midi'],
  aif: ['aiff'],
  gz: ['tgz'],
  ics: ['ical'],
};

/** Office files from before 2007 share one container. */
const OLD_OFFICE: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

/**
 * The type of the file at `path`, by its content. Only where the content leaves several open
 * (text, old office files) does the `extension` of its name choose among them.
 */
export async function detectType(
  path: string,
  extension: string,
): Promise<DetectedType | undefined> {
  // Loaded by the first upload: the program starts without it.
  const { fileTypeFromFile } = await import('file-type');
  const found = await fileTypeFromFile(path);
  if (found === undefined || found.ext === 'xml') return detectText(path, extension);
  if (found.ext === 'cfb') {
    const mime = Object.hasOwn(OLD_OFFICE, extension) ? OLD_OFFICE[extension] : undefined;
    return mime === undefined ? undefined : { mime, extensions: [extension] };
  }
  // Some signatures are text as well (calendars, subtitles, cards).
  if (found.mime.startsWith('text/')) return detectText(path, extension);
  return {
    mime: found.mime === 'image/apng' ? 'image/png' : found.mime,
    extensions: [found.ext, ...(ALSO_CALLED[found.ext] ?? [])],
  };
}

async function detectText(path: string, extension: string): Promise<DetectedType | undefined> {
  if (!(await isText(path))) return undefined;
  const mime = textType(extension);
  return mime === undefined
    ? { mime: 'text/plain', extensions: ['txt'] }
    : { mime, extensions: [extension] };
}

// Control characters of ASCII other than tab, line feed, form feed and carriage return.
const BINARY = /[^\P{Cc}\t\n\f\r\u0080-\u009f]/u;

/** Whether all of the file is UTF-8 without control characters. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes: unknown = chunk;
      if (!Buffer.isBuffer(bytes)) return false;
      if (BINARY.test(decoder.decode(bytes, { stream: true }))) return false;
    }
    return !BINARY.test(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
