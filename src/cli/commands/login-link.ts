import { systemContext } from '#grammar/access';
import type { Command } from 'commander';
import { findUser } from '../find-user.ts';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato login-link NAME`: the way in for who forgot the password. */
export function addLoginLink(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('login-link')
    .description('print a link that signs a user in, once, within a day')
    .argument('<name>', 'name or mail address of the user')
    .action(async (name: string) => {
      const url = await withKernel(surroundings, async (kernel) => {
        const { baseUrl, port } = kernel.settings;
        const user = await findUser(kernel, name);
        const path = await kernel.users.loginLinks.create(systemContext(), user.id);
        return `${baseUrl ?? `http://localhost:${port}`}${path}`;
      });
      answer({ json: { url }, text: url });
    });
}
