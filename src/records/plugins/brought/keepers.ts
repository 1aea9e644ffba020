import type { Json } from '#base';
import type { RequestContext } from '#grammar/access';
import { PluginFailed, type RunPlugin, type Tap, type Taps } from '#grammar/taps';
import type { Transaction } from '#platform/database';
import type { TableDefinitions } from '@trovato/plugin-sdk/manifest';
import { PluginCannotRun } from '../plugin-errors.ts';
import type { PluginFiles } from './plugin-files.ts';

/** What a plugin said that it brings, by the tap that it was asked. */
export interface Brought {
  readonly [tap: string]: Json;
}

export const NOTHING_BROUGHT: Brought = {};

/** A plugin that is about to be enabled or updated. */
export interface BringingPlugin {
  readonly name: string;
  readonly label: string;
  readonly brought: Brought;
  /** What it brought when that was kept last. */
  readonly before: Brought;
  /** What stands beside its component. */
  readonly files: PluginFiles;
  /** The tables that it keeps things in. */
  readonly tables: TableDefinitions;
}

/** A room that keeps something that plugins bring: item types, templates. */
export interface BroughtKeeper {
  /** Asked of the plugin before it is enabled or updated; the answers are kept with it. */
  readonly taps: readonly Tap<Record<string, never>, unknown>[];
  /** In the transaction that enables or updates the plugin; what it throws ends that. */
  keep?(ctx: RequestContext, transaction: Transaction, plugin: BringingPlugin): Promise<void>;
  /** In the transaction that disables it. */
  rest?(transaction: Transaction, plugin: string): Promise<void>;
  /** Once either is committed, before this kernel asks the plugin. */
  kept?(): Promise<void>;
}

/** All keepers of the site as one. */
export interface Keepers {
  /** Asks a plugin that is about to be enabled. Throws `PluginCannotRun`. */
  ask(ctx: RequestContext, plugin: RunPlugin, label: string): Promise<Brought>;
  keep(ctx: RequestContext, transaction: Transaction, plugin: BringingPlugin): Promise<void>;
  rest(transaction: Transaction, plugin: string): Promise<void>;
  kept(): Promise<void>;
}

export function createKeepers(taps: Taps, keepers: readonly BroughtKeeper[]): Keepers {
  return {
    async ask(ctx, plugin, label) {
      const brought: Record<string, Json> = {};
      for (const tap of keepers.flatMap((keeper) => keeper.taps)) {
        try {
          const [said] = (await taps.askOnly(ctx, tap, plugin, {})).answers;
          // It came as JSON.
          if (said !== undefined) brought[tap.name] = said.answer as Json;
        } catch (error) {
          if (!(error instanceof PluginFailed)) throw error;
          const { cause } = error;
          const why = cause instanceof Error ? cause.message : String(cause);
          throw new PluginCannotRun(label, `It cannot say what it brings: ${why}`, error);
        }
      }
      return brought;
    },
    async keep(ctx, transaction, plugin) {
      for (const keeper of keepers) await keeper.keep?.(ctx, transaction, plugin);
    },
    async rest(transaction, plugin) {
      for (const keeper of keepers) await keeper.rest?.(transaction, plugin);
    },
    async kept() {
      for (const keeper of keepers) await keeper.kept?.();
    },
  };
}
