import { Conflict } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import type { EnablingPlan, Plugins } from '#records/plugins';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import { describePlugin, pluginJson } from '../plugin-words.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Agreement {
  readonly yes?: true;
}

interface Leaving extends Agreement {
  readonly keepData?: true;
}

const YES = [
  '--yes',
  'agree to all that it asks for: what it may do, and others that it needs',
] as const;

/** `trovato plugin list|install|enable|disable|update|uninstall`. */
export function addPlugin(program: Command, surroundings: Surroundings, answer: Answer): void {
  const plugin = program.command('plugin').description('plugins: which there are and are asked');
  const named = (verb: string, description: string): Command =>
    plugin.command(verb).description(description).argument('<name>', 'as “plugin list” says');
  const run = <Result>(work: (plugins: Plugins, ctx: RequestContext) => Promise<Result>) =>
    withKernel(surroundings, async (kernel: Kernel) =>
      work(kernel.plugins, await contextFor(kernel, undefined)),
    );

  plugin
    .command('list')
    .description('those that are installed, and those that could be')
    .action(async () => {
      const all = await run((plugins, ctx) => plugins.list(ctx));
      const text = all.length === 0 ? NONE : all.map(describePlugin).join('\n');
      answer({ json: { plugins: all.map(pluginJson) }, text });
    });

  named('install', 'take a plugin from its folder into the database; nobody asks it yet')
    .option(...YES)
    .action(async (name: string, { yes }: Agreement) => {
      await run(async (plugins, ctx) =>
        plugins.install(ctx, name, agreedKeys(await plugins.planInstalling(ctx, name), yes)),
      );
      answer({ json: { installed: name }, text: `${name} is installed.` });
    });

  named('enable', 'have a plugin asked, with those that it needs; installs them before')
    .option(...YES)
    .action(async (name: string, { yes }: Agreement) => {
      const enabled = await run(async (plugins, ctx) =>
        plugins.enable(ctx, name, agreedKeys(await plugins.planEnabling(ctx, name), yes)),
      );
      const others = enabled.filter((one) => one !== name);
      const with_ = others.length === 0 ? '' : `, and so is what it needs: ${others.join(', ')}`;
      answer({ json: { enabled }, text: `${name} is enabled${with_}.` });
    });

  named('disable', 'have a plugin not asked any more; what it kept stays').action(
    async (name: string) => {
      await run((plugins, ctx) => plugins.disable(ctx, name));
      answer({ json: { disabled: name }, text: `${name} is disabled.` });
    },
  );

  named('update', 'put what stands in its folder in the place of an installed plugin')
    .option(...YES)
    .action(async (name: string, { yes }: Agreement) => {
      const { updated, version } = await run(async (plugins, ctx) => {
        const agreed = agreedKeys(await plugins.planUpdate(ctx, name), yes);
        const changed = await plugins.update(ctx, name, agreed);
        const { manifest } = await plugins.get(ctx, name);
        return { updated: changed, version: manifest?.version ?? '' };
      });
      const text = updated ? `${name} is ${version} now.` : `${name} is as in its folder already.`;
      answer({ json: { name, updated, version }, text });
    });

  named('uninstall', 'take a disabled plugin out of the database, with all that it kept')
    .option('--yes', 'agree that what is in its tables is deleted')
    .option('--keep-data', 'leave its tables for the next time that it is installed')
    .action(async (name: string, { yes, keepData }: Leaving) => {
      await run(async (plugins, ctx) => {
        const { state } = await plugins.get(ctx, name);
        // Of an enabled one nothing is deleted whoever agrees: that is said first.
        const asks = state !== 'enabled' && !keepData && !yes;
        const rows = asks ? await plugins.countRows(ctx, name) : 0;
        if (rows > 0) throw new NotAgreed([rowsAreDeleted(rows)]);
        await plugins.uninstall(ctx, name, { keepTables: keepData === true });
      });
      answer({ json: { uninstalled: name }, text: `${name} is uninstalled.` });
    });
}

const NONE =
  'There are no plugins. Put the folder of one into “plugins” in the data folder, or install a package of npm that is one.';

function agreedKeys({ asks }: EnablingPlan, yes: true | undefined): readonly string[] {
  if (!yes && asks.length > 0) throw new NotAgreed(asks.map(({ says }) => says));
  return asks.map(({ key }) => key);
}

function rowsAreDeleted(rows: number): string {
  return `${rows === 1 ? 'A row' : `${rows} rows`} in its tables would be deleted; --keep-data leaves them.`;
}

/** The command asks nothing, so that scripts can use it: who runs it says so beforehand. */
class NotAgreed extends Conflict {
  constructor(says: readonly string[]) {
    super(
      'cli.not_agreed',
      `This has to be agreed to, with --yes:\n${says.map((one) => `  ${one}`).join('\n')}\nNothing was done.`,
    );
  }
}
