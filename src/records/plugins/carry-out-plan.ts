import type { RequestContext } from '#grammar/access';
import { NOTHING_BROUGHT } from './brought/keepers.ts';
import { askDeclarations } from './declared/ask-declarations.ts';
import { type DeclaringStep, keepDeclarations, refuseTaken } from './declared/keep-declarations.ts';
import { refuseUnagreed } from './agreement.ts';
import type { EnablingPlan, EnablingStep } from './enabling-plan.ts';
import type { InstalledPlugin } from './installed-plugin.ts';
import { askOfStep } from './life-cycle.ts';
import { PluginCannotRun, PluginChanged } from './plugin-errors.ts';
import { lockPlugins, readPlugins, writeGrants, writePlugin, writeStatus } from './plugin-store.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { isSame } from './same-plugin.ts';
import { startPlugin, type StartedPlugin } from './start-plugin.ts';
import { whoDid } from './who-did.ts';

/**
 * Starts all plugins of the plan and enables them in one go. `label`: whom it is about; `agreed`:
 * the keys of what somebody agreed to. Answers the names of what was enabled or replaced.
 */
export async function carryOutPlan(
  deps: PluginDeps,
  ctx: RequestContext,
  { steps, asks }: EnablingPlan,
  { label, agreed }: { readonly label: string; readonly agreed: readonly string[] },
): Promise<readonly string[]> {
  const { database, running, clock, taps, site, keepers } = deps;
  refuseUnagreed(label, asks, agreed);
  using started = new DisposableStack();
  const ready: (DeclaringStep & { readonly plugin: StartedPlugin })[] = [];
  for (const step of steps) {
    refuseWithoutNeeded(deps, step);
    const plugin = await startPlugin({ ...deps, queries: database.queries }, step);
    started.use(plugin);
    const { label: own } = step.manifest;
    const declared = {
      ...(await askDeclarations(taps, ctx, plugin.asked, own)),
      brought: await keepers.ask(ctx, plugin.asked, own),
    };
    ready.push({ step, plugin, declared });
  }
  const paths = ready.some(({ declared }) => declared.routes.length > 0) ? await site.paths() : [];
  try {
    await database.transaction(async (transaction) => {
      await lockPlugins(transaction);
      const change = { by: whoDid(ctx), at: clock.now() };
      const now = await readPlugins(transaction);
      const enabled = new Set(
        now.flatMap(({ name, status }) => (status === 'enabled' ? name : [])),
      );
      refuseTaken(ready, now, { paths, permissions: site.permissions() });
      for (const { step, plugin, declared } of ready) {
        const { name } = step.plugin;
        if (!isAsPlanned(step, now, enabled)) throw new PluginChanged(step.manifest.label);
        enabled.add(name);
        if (step.fromFolder) await writePlugin(transaction, { ...step, ...plugin }, change);
        if (step.plugin.state !== 'enabled') {
          await writeStatus(transaction, name, 'enabled', change);
        }
        await writeGrants(transaction, name, step.manifest.capabilities, change);
        const before = now.find((one) => one.name === name);
        await keepDeclarations(transaction, { step, declared }, before, site.withdraw);
        await keepers.keep(ctx, transaction, {
          ...step.manifest,
          brought: declared.brought,
          before: before?.declared.brought ?? NOTHING_BROUGHT,
          files: plugin.files,
        });
        await askOfStep(taps, ctx, transaction, { step, asked: plugin.asked });
      }
      await running.tellAll(transaction);
    });
  } finally {
    // Also where it was taken back: field types that it brought are not there then.
    await keepers.kept();
  }
  await running.refresh();
  return steps.map(({ plugin }) => plugin.name);
}

/** Nothing is enabled that would have to wait for what is enabled and does not run. */
function refuseWithoutNeeded({ running }: PluginDeps, { manifest }: EnablingStep): void {
  for (const other of manifest.dependencies) {
    const why = running.failureOf(other);
    if (why !== undefined) {
      const said = `It needs “${other}”, which does not run: ${why}`;
      throw new PluginCannotRun(manifest.label, said);
    }
  }
}

/** Whether nobody else changed the plugin, or disabled what it needs, since the plan was made. */
function isAsPlanned(
  { plugin: { name, installed }, manifest }: EnablingStep,
  now: readonly InstalledPlugin[],
  enabled: ReadonlySet<string>,
): boolean {
  const row = now.find((one) => one.name === name);
  return isSame(row, installed) && manifest.dependencies.every((other) => enabled.has(other));
}
