import { fileURLToPath } from 'node:url';
import { buildPlugin } from '../../packages/plugin-sdk/src/build/build-plugin.ts';

/** Builds one of `plugins/` as it stands now, and answers its folder. */
export async function buildShippedPlugin(name: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../../plugins/${name}`, import.meta.url));
  await buildPlugin(folder);
  return folder;
}
