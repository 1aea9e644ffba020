import type { Manifest } from '@trovato/plugin-sdk/manifest';

/** A folder that holds a plugin, or is meant to. */
export type FoundPlugin = UsablePlugin | BrokenPlugin;

export interface UsablePlugin extends Place {
  readonly manifest: Manifest;
  /** The file of the component. */
  readonly file: string;
  /** SHA-256 of it, hexadecimal. */
  readonly hash: string;
  /** SHA-256 of what stands beside it; '' for nothing. */
  readonly files: string;
}

export interface BrokenPlugin extends Place {
  /** `unbuilt`: its component is not there yet. */
  readonly kind: 'broken' | 'unbuilt';
  /** Sentences: what is wrong with it. */
  readonly problem: string;
}

interface Place {
  /** As its manifest says, or as the folder is called. */
  readonly name: string;
  readonly folder: string;
  /** Other folders with a plugin of this name, which are not used. */
  readonly others: readonly string[];
}
