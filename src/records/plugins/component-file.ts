import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { UsablePlugin } from './found-plugin.ts';
import { PluginBroken, PluginChanged } from './plugin-errors.ts';

/** The component in the folder, if it is still the one that was found there. */
export async function readComponentFile({ name, file, hash }: UsablePlugin): Promise<Buffer> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    throw new PluginBroken(`${file} cannot be read: ${said}.`);
  });
  const now = createHash('sha256').update(bytes).digest('hex');
  if (now !== hash) throw new PluginChanged(name);
  return bytes;
}
