import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolderFault } from './data-folder-fault.ts';
import { Misconfigured } from './errors.ts';
import { makeFolder } from './make-folder.ts';

/** The secret kept in the data folder; the first call makes it, readable by its owner only. */
export function keptSecret(data: string): string {
  const path = join(data, 'secret');
  try {
    makeFolder(data);
    return readSecret(path) ?? makeSecret(path);
  } catch (error) {
    if (error instanceof Misconfigured) throw error;
    throw new Misconfigured('settings.data_folder', dataFolderFault(data, error), { cause: error });
  }
}

function readSecret(path: string): string | undefined {
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  if (secret.length >= 32) return secret;
  throw new Misconfigured(
    'settings.secret',
    `The secret in ${path} is damaged. Delete the file (everybody will have to sign in again), or set TROVATO_SECRET.`,
  );
}

function makeSecret(path: string): string {
  // Written whole under another name, then linked: of several kernels that start at once the
  // first one's stays, and nobody reads half of it.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
