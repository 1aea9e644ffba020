import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PluginProblem } from '../plugin-problem.ts';

// Beside the JavaScript as it is published, and at the root of the repository.
const PLACES = ['../wit/', '../../../../wit/'];

/** The folder with the WIT files of a version of the contract. */
export function witFolder(version: string): string {
  const found = PLACES.map((place) =>
    fileURLToPath(new URL(`${place}${version}/`, import.meta.url)),
  ).find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new PluginProblem(
    `The kit has no contract of the version ${version}. Install a newer kit.`,
  );
}
