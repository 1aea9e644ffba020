import { systemClock } from '#base';
import { systemContext } from '#grammar/access';
import { answerOf, createTaps, defineTap, type TapRunner } from '#grammar/taps';
import type { Database } from '#platform/database';
import { type Logger, silentLog } from '#platform/telemetry';
import { createPlugins, lifeCycleTaps, type PluginLoader } from '#records/plugins';
import { join } from 'node:path';
import { Type } from 'typebox';

/** What plugins are asked, besides about their own life. */
const sign = defineTap<object, string>({
  name: 'letter_sign',
  about: 'Who signs a letter.',
  failure: 'leave_out',
  check: answerOf(Type.String()),
});

/** The plugins of one kernel; `folders` are where it looks for them. */
export async function openRegistry(
  database: Database,
  folders: readonly string[],
  {
    log = silentLog,
    ...times
  }: { readonly log?: Logger; readonly grace?: number; readonly retry?: number } = {},
) {
  const taps = createTaps([sign, ...lifeCycleTaps]);
  const runner = createFakeLoader();
  const plugins = await createPlugins({
    database,
    taps,
    clock: systemClock,
    log,
    loader: runner.loader,
    site: { paths: async () => [], permissions: () => [], withdraw: async () => undefined },
    keepers: [],
    places: { folders, packages: join(folders.at(-1) ?? '', 'node_modules') },
    grace: 200,
    ...times,
  });
  return {
    ...plugins,
    plugins,
    taps,
    /** The plugins that run, whether they are asked or not. */
    loaded: runner.loaded,
    /** What plugins were asked about their own life: `bells install {"version":"1.0.0"}`. */
    lives: runner.lives,
    /** What the plugins say, in the order in which they are asked; a failure is an error. */
    async ask(ctx = systemContext()): Promise<readonly string[]> {
      const [result] = await taps.ask(ctx, sign, [{}]);
      if (result?.failed.length !== 0) throw new Error(`Failed: ${String(result?.failed)}`);
      return result.answers.map(({ answer }) => answer);
    },
  };
}

/**
 * Runs “components” that are text, which is what they answer; those that begin with `broken` do
 * not start, those with `late` not the first time. One that was ended fails when it is asked. About
 * their own life they keep a variable with the name of the tap; those with `fails at TAP` fail then.
 */
function createFakeLoader() {
  const loaded = new Map<string, string>();
  const names = new Map<string, string>();
  const tried = new Set<string>();
  const lives: string[] = [];
  let ids = 0;
  const runner: TapRunner = {
    async ask(ctx, tap, asked, inputs) {
      const [first = ''] = asked;
      const answer = loaded.get(first);
      if (answer !== undefined && tap.long) {
        const plugin = names.get(first) ?? '';
        lives.push(`${plugin} ${tap.name} ${JSON.stringify(inputs[0])}`);
        await ctx.transaction
          ?.insertInto('plugin_variable')
          .values({ plugin, name: `${tap.name} ${(ids += 1)}`, value: '1' })
          .execute();
        const fails = answer.includes(`fails at ${tap.name}`);
        return [[fails ? { error: new Error('It has no rope.') } : { answer: undefined }]];
      }
      return asked.map((id) => {
        const said = loaded.get(id);
        return inputs.map(() =>
          said === undefined ? { error: new Error('gone') } : { answer: said },
        );
      });
    },
  };
  const loader: PluginLoader = {
    async load({ manifest, bytes, capabilities }) {
      const text = new TextDecoder().decode(bytes);
      if (text.startsWith('broken')) throw new Error('It stops at its first line.');
      if (text.startsWith('late') && !tried.has(text)) {
        tried.add(text);
        throw new Error('It took too long to start.');
      }
      const id = String((ids += 1));
      names.set(id, manifest.name);
      loaded.set(id, [text, ...capabilities].join(' '));
      return { id, runner, [Symbol.dispose]: () => void loaded.delete(id) };
    },
  };
  return { loader, loaded, lives };
}
