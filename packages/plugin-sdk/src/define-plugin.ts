import { isTapKey, type PluginTaps, tapName, tapNames } from './taps.ts';

/** What a plugin is made of: its functions. */
export interface Plugin {
  readonly taps: Partial<PluginTaps>;
}

/**
 * A plugin, the default export of its `plugin.ts`: ordinary functions under the names of taps.
 * Throws where one is no function or async, or there is no such tap.
 */
export function definePlugin(taps: Partial<PluginTaps>): Plugin {
  for (const [key, answer] of Object.entries(taps)) {
    if (!isTapKey(key)) {
      throw new Error(
        `There is no tap “${tapName(key)}” that “${key}” could answer. There are: ${tapNames.join(', ')}.`,
      );
    }
    if (typeof answer !== 'function') throw new Error(`“${key}” must be a function.`);
    if (answer.constructor.name === 'AsyncFunction') {
      throw new Error(`“${key}” is async. Taps answer at once; nothing has to be awaited.`);
    }
  }
  return { taps };
}
