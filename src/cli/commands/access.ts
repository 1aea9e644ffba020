import type { GrantProgress } from '#records/items';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import { createProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato access status|rebuild`: what plugins that guard content were asked about so far. */
export function addAccess(program: Command, surroundings: Surroundings, answer: Answer): void {
  const access = program
    .command('access')
    .description('plugins that say who may find which content');

  access
    .command('status')
    .description('how much of the content they were asked about')
    .action(async () => {
      const guards = await withKernel(surroundings, ({ items }) => items.grants.progress());
      answer({ json: { guards }, text: inWords(guards) });
    });

  access
    .command('rebuild')
    .description('ask them about all content again; meanwhile what they said before counts')
    .action(async () => {
      const guards = await withKernel(surroundings, async (kernel) => {
        const { grants } = kernel.items;
        using bar = createProgress(surroundings, program.opts()['json'] === true);
        await grants.startOver();
        await grants.catchUp(await contextFor(kernel, undefined), {
          onProgress: ({ plugin, done, total }) => bar.update(done, total, plugin),
        });
        return grants.progress();
      });
      answer({ json: { guards }, text: inWords(guards) });
    });
}

function inWords(guards: readonly GrantProgress[]): string {
  if (guards.length === 0) return 'No plugin that is asked guards content.';
  return guards.map(lineOf).join('\n');
}

function lineOf({ plugin, done, total, failed, finished }: GrantProgress): string {
  const said = `${plugin} was asked about ${finished ? 'all' : `${done} of`} ${total} items.`;
  return failed === 0 ? said : `${said} At ${failed} it failed; nobody finds those.`;
}
