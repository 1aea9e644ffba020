import type { TapRunner } from '#grammar/taps';
import type { Capability, Manifest } from '@trovato/plugin-sdk/manifest';

/** Runs plugins. The room that has the machinery for it supplies one. */
export interface PluginLoader {
  /**
   * Starts a plugin that nobody asks yet. Two of one name may run side by side while one takes the
   * other's place. Rejects when it cannot run; the message says why.
   */
  load(plugin: PluginToLoad): Promise<LoadedPlugin>;
}

export interface PluginToLoad {
  readonly manifest: Manifest;
  /** The component. */
  readonly bytes: Uint8Array;
  /** What it may do; some of what its manifest asks for. */
  readonly capabilities: readonly Capability[];
}

/** A plugin that can be asked. Disposing ends it. */
export interface LoadedPlugin extends Disposable {
  /** By which `runner` knows it. */
  readonly id: string;
  readonly runner: TapRunner;
}
