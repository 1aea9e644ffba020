import { InvalidInput, NotFound } from '#base';
import { systemContext } from '#grammar/access';
import type { FormDefinition, Forms } from '#grammar/forms';
import { container, inOrder, paragraph } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import { type InstallDeps, installSite, NO_RECIPE } from './install-site.ts';
import { isInstalled } from './installation.ts';

export const INSTALL_PATH = '/install';

/** Where visitors are sent while nothing is installed; undefined: nowhere else. */
export function whereToInstall(deps: Pick<InstallDeps, 'variables'>, path: string) {
  return path === INSTALL_PATH || isInstalled(deps.variables) ? undefined : INSTALL_PATH;
}

/** `/install`: one form that makes a site out of an empty database. Closed once that is done. */
export function createInstallPages(deps: InstallDeps, forms: Forms): readonly PageRoute[] {
  const form = createInstallForm(deps);
  return [
    {
      methods: ['GET', 'POST'],
      path: INSTALL_PATH,
      async handle(request) {
        if (isInstalled(deps.variables))
          throw new NotFound(
            'install.closed',
            'The site is installed. There is nothing to do here.',
          );
        const done = await forms.run(form, request, request);
        if (done.kind !== 'form') return done;
        return {
          kind: 'page',
          layout: 'centred',
          status: done.status,
          title: 'Set up your site',
          body: container(
            inOrder(
              paragraph(
                'A name, an account for you, and something to begin with. All of it can be changed later.',
              ),
              done.element,
            ),
          ),
        };
      },
    },
  ];
}

function createInstallForm(deps: InstallDeps): FormDefinition<PageRequest> {
  return {
    id: 'install_form',
    build: async () => ({
      elements: {
        site: {
          kind: 'group',
          look: 'step',
          transparent: true,
          label: 'Your site',
          elements: {
            site_name: {
              kind: 'text',
              label: 'Name of the site',
              required: true,
              maxLength: 100,
              autocomplete: 'off',
            },
            recipe: {
              kind: 'radios',
              label: 'Begin with',
              required: true,
              default: 'starter',
              options: [
                {
                  value: 'starter',
                  label: 'A small site',
                  help: 'Articles with pictures and tags, pages, and a few samples that explain themselves.',
                },
                {
                  value: NO_RECIPE,
                  label: 'Nothing',
                  help: 'You make your own types of content.',
                },
              ],
            },
          },
        },
        account: {
          kind: 'group',
          look: 'step',
          transparent: true,
          label: 'Your account',
          elements: {
            name: {
              kind: 'text',
              label: 'Your name',
              help: 'You sign in with it, and it stands under what you write.',
              required: true,
              maxLength: 60,
              autocomplete: 'username',
            },
            mail: {
              kind: 'text',
              input: 'email',
              label: 'Your mail address',
              required: true,
              autocomplete: 'email',
            },
            password: {
              kind: 'text',
              input: 'password',
              label: 'Password',
              help: 'At least 10 characters. A few words in a row are easy to remember and hard to guess.',
              required: true,
              autocomplete: 'new-password',
            },
          },
        },
      },
      actions: { install: { label: 'Set up the site', look: 'primary' } },
    }),
    async submit(_ctx, request, values) {
      const { admin } = await installSite(deps, {
        siteName: textOf(values['site_name']),
        adminName: textOf(values['name']),
        adminMail: textOf(values['mail']),
        adminPassword: textOf(values['password']),
        recipe: textOf(values['recipe']),
        folder: process.cwd(),
      });
      const session = await signIn(deps, admin.id, request);
      return {
        kind: 'redirect',
        to: '/',
        session,
        messages: [
          {
            tone: 'positive',
            text: 'Your site is set up, and you are signed in.',
            link: { label: 'Write something', url: '/item/add' },
          },
        ],
      };
    },
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new InvalidInput('install.invalid', 'The form is incomplete. Load the page again.');
}

async function signIn(
  { users }: InstallDeps,
  admin: Parameters<InstallDeps['users']['loginLinks']['create']>[1],
  { client, sessionToken }: PageRequest,
): Promise<string> {
  const link = await users.loginLinks.create(systemContext(), admin);
  const secret = link.slice(link.lastIndexOf('/') + 1);
  return (await users.loginLinks.use(systemContext(), secret, client, sessionToken)).token;
}
