import { basename, extname } from 'node:path/posix';

const MAX_LENGTH = 120;

/** The name a file keeps: without folders, control characters and what file systems dislike. */
export function safeFileName(sent: string): string {
  const name = basename(sent.toWellFormed().normalize('NFC').replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return 'file';
  const letters = Array.from(name);
  if (letters.length <= MAX_LENGTH) return name;
  const ending = extname(name).slice(0, 20);
  return letters.slice(0, MAX_LENGTH - ending.length).join('') + ending;
}

/** What stands after the last dot, in lower case; '' when there is none. */
export function fileExtension(name: string): string {
  return extname(name).slice(1).toLowerCase();
}
