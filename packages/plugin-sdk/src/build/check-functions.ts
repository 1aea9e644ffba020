import { type Manifest, placeInManifest } from '../manifest/index.ts';
import { PluginProblem } from '../plugin-problem.ts';
import { tapName, tapNames } from '../taps.ts';

/**
 * Throws `PluginProblem` unless the plugin in `folder` has a function for each tap that its
 * manifest names, and no other, and unless there are these taps.
 */
export function checkFunctions(
  folder: string,
  { implements: named }: Manifest,
  functions: readonly string[],
): void {
  const place = placeInManifest(folder, 'implements');
  const taps = functions.map(tapName);
  const unnamed = taps.filter((tap) => !named.includes(tap));
  const missing = named.filter((tap) => !taps.includes(tap));
  const problems = [
    ...unnamed.map(
      (tap) =>
        `${place}: plugin.ts answers “${tap}”, which “implements” does not name. Add it there, or take the function away.`,
    ),
    ...missing.map((tap) =>
      tapNames.includes(tap)
        ? `${place}: “implements” names “${tap}”, and plugin.ts has no function “${functionOf(tap)}”. Write it, or take the name away.`
        : `${place}: “implements” names “${tap}”, and there is no such tap. There are: ${tapNames.join(', ')}.`,
    ),
  ];
  if (problems.length > 0) throw new PluginProblem(problems.join('\n'));
}

function functionOf(tap: string): string {
  return tap.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
}
