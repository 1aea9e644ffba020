import type { Settings } from '#base';
import { systemContext } from '#grammar/access';
import { createKernel } from '#kernel';
import type { Database } from '#platform/database';
import { silentLog } from '#platform/telemetry';
import { bad, type Finding, good } from './finding.ts';

/** Runs the plugins that are enabled, as a kernel on this machine would, and looks at the others. */
export async function examinePlugins(
  database: Database,
  settings: Settings,
): Promise<readonly Finding[]> {
  const stays = { ...database, [Symbol.asyncDispose]: async () => undefined };
  await using kernel = await createKernel(settings, { database: stays, log: silentLog });
  const plugins = await kernel.plugins.list(systemContext());
  const problems = plugins.flatMap((plugin) =>
    plugin.problems
      // A folder of somebody who is writing a plugin.
      .filter(({ kind }) => kind !== 'unbuilt')
      .map(({ says, advice }) => bad(`Plugin ${plugin.name}`, says, advice)),
  );
  if (problems.length > 0) return problems;
  const enabled = plugins.filter(({ state }) => state === 'enabled').map(({ name }) => name);
  const said = enabled.length === 0 ? 'none is enabled' : `${enabled.join(', ')} can run`;
  return [good('Plugins', said)];
}
