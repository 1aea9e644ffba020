import type { Forms } from '#grammar/forms';
import type { TapInfo } from '#grammar/taps';
import type { Plugins } from '../plugins.ts';
import type { GuardProgress } from './guarding.ts';

export interface PluginScreenDeps {
  readonly plugins: Plugins;
  readonly forms: Forms;
  /** What plugins may answer. */
  readonly taps: readonly TapInfo[];
  /** The folder of the site in which plugins are put down, for people to read. */
  readonly folder: string;
  readonly guarding: Guarding;
  /** What people call a permission. */
  readonly permissionLabel: (name: string) => string;
}

/** Plugins that say who may find which content, and what they were asked about so far. */
export interface Guarding {
  progress(): Promise<readonly GuardProgress[]>;
  /** Everything is asked again, beside the requests. */
  startOver(): Promise<void>;
}
