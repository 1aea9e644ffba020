import type { Capability, Manifest } from '@trovato/plugin-sdk/manifest';
import type { Declarations } from './declared/declarations.ts';

/** A plugin that the site knows, whether it is asked or not. */
export interface InstalledPlugin {
  readonly name: string;
  readonly manifest: Manifest;
  /** SHA-256 of the component, hexadecimal. */
  readonly hash: string;
  /** SHA-256 of what stands beside it; '' for nothing. */
  readonly files: string;
  readonly status: PluginStatus;
  /** The name of who made it so, “System” for the site itself; undefined: the account is gone. */
  readonly statusBy: string | undefined;
  /** Why the program switched it off. */
  readonly statusReason: string | undefined;
  readonly statusSince: Date;
  readonly grants: readonly Grant[];
  /** What it brings, as it said when it was enabled or updated last. */
  readonly declared: Declarations;
  readonly created: Date;
  readonly changed: Date;
}

/** `installed`: never enabled so far. */
export type PluginStatus = 'installed' | 'enabled' | 'disabled';

/** What a plugin may do because somebody said so. */
export interface Grant {
  readonly capability: Capability;
  /** The name of who granted it, likewise. */
  readonly by: string | undefined;
  readonly granted: Date;
}
