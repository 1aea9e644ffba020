import { installSite } from '#install';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Options {
  readonly siteName?: string;
  readonly adminName?: string;
  readonly adminMail?: string;
  readonly adminPassword?: string;
  readonly recipe: string;
}

/** Where the password may be too: what is written in a command, others on the machine can read. */
const PASSWORD = 'TROVATO_ADMIN_PASSWORD';

/** `trovato install`: a site on an empty database, without a question. */
export function addInstall(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('install')
    .description('set up a site on an empty database, without a question')
    .option('--site-name <name>', 'name of the site (needed)')
    .option('--admin-name <name>', 'name of the administrator (needed)')
    .option('--admin-mail <mail>', 'mail address of the administrator (needed)')
    .option(
      '--admin-password <password>',
      `password of the administrator (needed, here or as ${PASSWORD})`,
    )
    .option('--recipe <name>', 'what to begin with: a recipe, or “none”', 'starter')
    .action(async (options: Options) => {
      const { siteName, adminName, adminMail } = options;
      const adminPassword = options.adminPassword ?? surroundings.environment[PASSWORD];
      if (!siteName || !adminName || !adminMail || !adminPassword) {
        const given = { siteName, adminName, adminMail, adminPassword };
        return program.error(`error: ${missing(given)}`);
      }
      const input = { siteName, adminName, adminMail, adminPassword, recipe: options.recipe };
      const { admin, recipe } = await withKernel(surroundings, (kernel) =>
        installSite(kernel, { ...input, folder: surroundings.folder }),
      );
      const content = recipe ? `, with the recipe ${recipe.name} (${recipe.items} items)` : '';
      answer({
        json: { installed: true, admin: { id: admin.id, name: admin.name }, recipe },
        text: `“${siteName}” is installed${content}. ${admin.name} is its administrator. Start it with: bin/trovato start`,
      });
    });
}

/** All that is not there, so that nobody has to ask more than once. */
function missing(given: Readonly<Record<string, string | undefined>>): string {
  const names = Object.entries(given)
    .filter(([, value]) => !value)
    .map(([name]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const [last] = names.slice(-1);
  const rest = names.slice(0, -1);
  const what = rest.length === 0 ? last : `${rest.join(', ')} and ${last}`;
  return `say ${what} as well. See: trovato install --help`;
}
