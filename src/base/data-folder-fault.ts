/** Why the data folder cannot be used, and what to do, where the system says no more than a code. */
export function dataFolderFault(data: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `The data folder ${data} cannot be used: ${FAULTS[code] ?? plain(error)}.`;
}

const ELSEWHERE = 'Set TROVATO_DATA to another folder';

const FAULTS: Readonly<Record<string, string>> = {
  EACCES: `this user may not write there. Give it to the user that runs Trovato, or ${lower(ELSEWHERE)}`,
  EPERM: `this user may not write there. Give it to the user that runs Trovato, or ${lower(ELSEWHERE)}`,
  EROFS: `the disk is read-only. ${ELSEWHERE}`,
  ENOSPC: `the disk is full. Make room, or ${lower(ELSEWHERE)}`,
  EEXIST: `it, or a part of its path, is a file. ${ELSEWHERE}`,
  ENOTDIR: `it, or a part of its path, is a file. ${ELSEWHERE}`,
  ENOENT: `no folder can be made there. ${ELSEWHERE}`,
};

function plain(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `${said}. Give it to the user that runs Trovato, or ${lower(ELSEWHERE)}`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
