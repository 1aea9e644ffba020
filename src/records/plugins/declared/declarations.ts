import type { Permission } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { type Brought, NOTHING_BROUGHT } from '../brought/keepers.ts';
import type { PluginPermission, PluginRoute } from './declaration-taps.ts';

/** What a plugin said that it brings when it was enabled or updated. */
export interface Declarations {
  readonly permissions: readonly PluginPermission[];
  readonly routes: readonly PluginRoute[];
  /** What rooms keep for it: item types, elements. */
  readonly brought: Brought;
}

export const NOTHING_DECLARED: Declarations = {
  permissions: [],
  routes: [],
  brought: NOTHING_BROUGHT,
};

/** What is there already, apart from what plugins bring. */
export interface SiteNames {
  /** Patterns of all addresses; a `*` at the end is all that begins so. */
  paths(): Promise<readonly string[]>;
  /** The names of all permissions, those of plugins too. */
  permissions(): readonly string[];
  /** Takes a permission from every role that has it. */
  withdraw(transaction: Transaction, permission: string): Promise<void>;
}

/** A plugin and what it brings. */
export interface DeclaringPlugin {
  readonly name: string;
  readonly label: string;
  readonly declared: Declarations;
}

/** The permissions of a plugin as the screen about permissions shows them. */
export function permissionsOf({ label, declared }: DeclaringPlugin): readonly Permission[] {
  return declared.permissions.map((permission) => ({ ...permission, group: label }));
}
