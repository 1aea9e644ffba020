import { createContext } from '../context.ts';
import type { Plugin } from '../define-plugin.ts';
import type { Host } from '../host.ts';
import { adapters, isTapKey, type TapInputs, type TapKey } from '../taps.ts';
import { describeError, type Lines } from './lines.ts';

export interface Connection {
  /** The machine name of the plugin. */
  readonly name: string;
  readonly host: Host;
  readonly lines: Lines;
}

/** A plugin from outside. */
export interface ConnectedPlugin {
  /** JSON text to JSON text; null is no answer. What the author's code throws comes as a text. */
  call(tap: string, input: string): string | null;
}

/** The functions that a plugin has. */
export function tapsOf(plugin: Partial<Plugin>): readonly TapKey[] {
  if (typeof plugin.taps === 'object') return Object.keys(plugin.taps).filter(isTapKey);
  throw new Error('the default export must be what definePlugin answers.');
}

/** Puts the functions of a plugin behind the boundary, where there is only text. */
export function connect(plugin: Plugin, { name, host, lines }: Connection): ConnectedPlugin {
  const ctx = createContext(host);
  const answer = <Key extends TapKey>(key: Key, input: TapInputs[Key]): unknown => {
    const author = plugin.taps[key];
    if (author === undefined) throw new Error(`The plugin does not answer “${key}”.`);
    return adapters[key](author, input, { ctx, plugin: name, itemApi: host.itemApi });
  };
  return {
    call(tap, input) {
      try {
        if (!isTapKey(tap)) throw new Error(`There is no tap “${tap}”.`);
        const given = answer(tap, JSON.parse(input));
        if (given === undefined || given === null) return null;
        return JSON.stringify(given);
      } catch (error) {
        // The boundary takes a text, and no error object.
        throw describeError(error, lines);
      }
    },
  };
}
