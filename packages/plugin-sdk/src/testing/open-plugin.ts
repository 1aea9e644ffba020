import { resolve } from 'node:path';
import { checkFunctions } from '../build/check-functions.ts';
import { loadPlugin } from '../build/load-plugin.ts';
import type { ItemInput } from '../item.ts';
import { type Manifest, readManifest } from '../manifest/index.ts';
import { type TapAnswers, type TapInputs, type TapKey, tapName } from '../taps.ts';
import { judge } from './judge.ts';
import { createMemoryHost } from './memory-host.ts';
import { createMemorySite, type MemorySite, type SiteOptions } from './memory-site.ts';

/** Taps whose answers are changes. */
export type AlteringTap = 'itemViewAlter' | 'pageAlter' | 'formAlter' | 'gatherAlter';

/** A plugin on a site in memory. */
export interface TestPlugin {
  readonly manifest: Manifest;
  /** What is on the site now: variables, items, the log. */
  readonly site: MemorySite;
  /**
   * Asks a tap and answers what the kernel would go on with. Rejects with what the plugin threw,
   * or with what of its answer the kernel would leave out.
   */
  ask<Tap extends TapKey>(tap: Tap, input: TapInputs[Tap]): Promise<TapAnswers[Tap] | undefined>;
  /** Asks a tap for changes and answers what it was given with them done. */
  alter<Tap extends AlteringTap>(tap: Tap, input: TapInputs[Tap]): Promise<TapInputs[Tap]>;
}

/**
 * Opens the plugin in `folder` as its files are now, with nothing remembered from another time it
 * was opened. Throws `PluginProblem` when it is not in order.
 */
export async function openPlugin(folder: string, options: SiteOptions = {}): Promise<TestPlugin> {
  const root = resolve(folder);
  const manifest = readManifest(root);
  const loaded = await loadPlugin(root, manifest);
  checkFunctions(root, manifest, loaded.taps);
  const site = createMemorySite(options);
  const plugin = loaded.open(createMemoryHost(site, manifest.capabilities, manifest.tables));

  const judged = async (tap: TapKey, input: object) => {
    const name = tapName(tap);
    const given = handOver(site, input, manifest.dataModes[name] ?? 'handle');
    const text = callPlugin(() => plugin.call(tap, JSON.stringify(given)));
    const { leftOut, ...judgement } = judge(name, input, text && JSON.parse(text));
    if (leftOut.length === 0) return judgement;
    throw new Error(`The kernel leaves out of what “${tap}” answers:\n${leftOut.join('\n')}`);
  };
  return {
    manifest,
    site,
    async ask<Tap extends TapKey>(tap: Tap, input: TapInputs[Tap]) {
      const { answer } = await judged(tap, input);
      // The kernel found that it is one.
      return answer as TapAnswers[Tap] | undefined;
    },
    async alter<Tap extends AlteringTap>(tap: Tap, input: TapInputs[Tap]) {
      const { altered } = await judged(tap, input);
      // The kernel made it of the input.
      return altered as TapInputs[Tap];
    },
  };
}

let handles = 0;

/** The item goes along, or waits behind a handle, as the manifest says. */
function handOver(site: MemorySite, input: object, mode: 'handle' | 'full'): object {
  if (!('item' in input)) return input;
  const { item, ...rest } = input;
  const handle = ++handles;
  // Taps with an item are given it in one shape.
  site.asked = { item: item as ItemInput, handle };
  return mode === 'full' ? { ...rest, item, handle } : { ...rest, handle };
}

/** What a plugin throws crosses the boundary as a text. */
function callPlugin(call: () => string | null): string | null {
  try {
    return call();
  } catch (error) {
    throw new Error(String(error), { cause: error });
  }
}
