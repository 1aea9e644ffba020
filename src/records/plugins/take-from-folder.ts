import type { RequestContext } from '#grammar/access';
import { refuseUnagreed } from './agreement.ts';
import { hashOfFiles } from './brought/plugin-files.ts';
import type { EnablingPlan } from './enabling-plan.ts';
import { askOfStep, isAskedBeforeEnabling } from './life-cycle.ts';
import { PluginChanged } from './plugin-errors.ts';
import { lockPlugins, readPlugins, writeGrants, writePlugin } from './plugin-store.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { isSame } from './same-plugin.ts';
import { startPlugin } from './start-plugin.ts';
import { whoDid } from './who-did.ts';

/**
 * Puts a plugin as it stands in its folder into the database, when it runs; whether it is enabled
 * stays as it is. Only of plugins that are not.
 */
export async function takeFromFolder(
  deps: PluginDeps,
  ctx: RequestContext,
  { steps: [step], asks }: EnablingPlan,
  agreed: readonly string[],
): Promise<void> {
  if (step === undefined) return;
  const { database, running, clock, taps } = deps;
  const { manifest, hash, plugin } = step;
  refuseUnagreed(manifest.label, asks, agreed);
  using started = await startPlugin({ ...deps, queries: database.queries }, step);
  const { bytes, files, asked } = started;
  await database.transaction(async (transaction) => {
    await lockPlugins(transaction);
    const row = (await readPlugins(transaction)).find(({ name }) => name === plugin.name);
    // Somebody else was faster with the same.
    if (
      row?.hash === hash &&
      row.manifest.version === manifest.version &&
      row.files === hashOfFiles(files)
    )
      return;
    if (!isSame(row, plugin.installed)) throw new PluginChanged(manifest.label);
    const change = { by: whoDid(ctx), at: clock.now() };
    await writePlugin(transaction, { manifest, hash, bytes, files }, change);
    if (isAskedBeforeEnabling(step)) {
      await writeGrants(transaction, plugin.name, manifest.capabilities, change);
    }
    await askOfStep(taps, ctx, transaction, { step, asked });
    await running.tellAll(transaction);
  });
  await running.refresh();
}
