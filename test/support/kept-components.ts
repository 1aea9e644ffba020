import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A data folder in which components are kept as they were taken apart, which takes a process of a
 * second. It is another one as soon as what does that changes.
 */
export const KEPT_DATA = join(tmpdir(), 'trovato-test-plugins', `data-${hashFolder('component')}`);

/** Lets the site of `data` have what other tests took apart, and them what it does. */
export async function shareComponents(data: string): Promise<void> {
  const kept = join(KEPT_DATA, 'cache', 'components');
  await mkdir(kept, { recursive: true });
  await mkdir(join(data, 'cache'), { recursive: true });
  await symlink(kept, join(data, 'cache', 'components'), 'junction');
}

function hashFolder(name: string): string {
  const folder = fileURLToPath(new URL(`../../src/plugins/${name}`, import.meta.url));
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
