import { installSite } from '#install';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Options {
  readonly siteName: string;
  readonly adminName: string;
  readonly adminMail: string;
  readonly adminPassword: string;
  readonly recipe: string;
}

/** `trovato install`: a site on an empty database, without a question. */
export function addInstall(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('install')
    .description('set up a site on an empty database, without a question')
    .requiredOption('--site-name <name>', 'name of the site')
    .requiredOption('--admin-name <name>', 'name of the administrator')
    .requiredOption('--admin-mail <mail>', 'mail address of the administrator')
    .requiredOption('--admin-password <password>', 'password of the administrator')
    .option('--recipe <name>', 'what to begin with: a recipe, or “none”', 'starter')
    .action(async (options: Options) => {
      const { admin, recipe } = await withKernel(surroundings, (kernel) =>
        installSite(kernel, { ...options, folder: surroundings.folder }),
      );
      const content = recipe ? `, with the recipe ${recipe.name} (${recipe.items} items)` : '';
      answer({
        json: { installed: true, admin: { id: admin.id, name: admin.name }, recipe },
        text: `“${options.siteName}” is installed${content}. ${admin.name} is its administrator. Start it with: bin/trovato start`,
      });
    });
}
