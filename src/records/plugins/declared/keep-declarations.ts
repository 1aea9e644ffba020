import type { Transaction } from '#platform/database';
import type { EnablingStep } from '../enabling-plan.ts';
import type { InstalledPlugin } from '../installed-plugin.ts';
import { PluginCannotRun } from '../plugin-errors.ts';
import { writeDeclared } from '../plugin-store.ts';
import { declarationProblem, type Taken } from './declaration-problems.ts';
import type { Declarations, DeclaringPlugin, SiteNames } from './declarations.ts';

/** A plugin that is about to be enabled, and what it brings. */
export interface DeclaringStep {
  readonly step: EnablingStep;
  readonly declared: Declarations;
}

/**
 * Throws `PluginCannotRun` where one of `steps` brings what the site, another one of them or a
 * plugin that is enabled `now` has.
 */
export function refuseTaken(
  steps: readonly DeclaringStep[],
  now: readonly InstalledPlugin[],
  site: Pick<Taken, 'paths' | 'permissions'>,
): void {
  const coming = steps.map(({ step: { manifest }, declared }): DeclaringPlugin => ({
    ...manifest,
    declared,
  }));
  const enabled = now
    .filter(({ name, status }) => status === 'enabled' && !coming.some((one) => one.name === name))
    .map(({ name, manifest, declared }): DeclaringPlugin => ({ ...manifest, name, declared }));
  const before = new Set(
    now.flatMap(({ declared }) => declared.permissions.map(({ name }) => name)),
  );
  const permissions = site.permissions.filter((name) => !before.has(name));
  for (const [i, plugin] of coming.entries()) {
    const plugins = [...enabled, ...coming.slice(0, i)];
    const problem = declarationProblem(plugin, { paths: site.paths, permissions, plugins });
    if (problem !== undefined) throw new PluginCannotRun(plugin.label, problem);
  }
}

/** What a plugin brings from now on; a permission that it brought `before` alone is nobody’s. */
export async function keepDeclarations(
  transaction: Transaction,
  { step, declared }: DeclaringStep,
  before: InstalledPlugin | undefined,
  withdraw: SiteNames['withdraw'],
): Promise<void> {
  await writeDeclared(transaction, step.plugin.name, declared);
  for (const { name } of before?.declared.permissions ?? []) {
    const stays = declared.permissions.some((one) => one.name === name);
    if (!stays) await withdraw(transaction, name);
  }
}
