import type { FormDefinition, FormValues } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import { cacheScreen, type CacheScreenDeps } from './cache-screen.ts';
import { LONGEST_NAME } from './check-site-name.ts';
import { LONGEST_SLOGAN, saveSite, type SiteDeps } from './save-site.ts';
import { ADMINISTER_SITE } from './site-permissions.ts';
import { timeZoneOptions } from './time-zones.ts';

const PATH = '/admin/settings';

/** `/admin/settings`: what the site says about itself; `/admin/cache`. */
export function createSiteScreens(deps: SiteDeps & CacheScreenDeps): readonly PageRoute[] {
  const form = createSiteForm(deps);
  return [
    {
      methods: ['GET', 'POST'],
      path: PATH,
      permission: ADMINISTER_SITE,
      section: {
        label: 'Settings',
        description: 'The name of the site, its slogan and its time zone.',
        icon: 'sliders-horizontal',
        weight: 70,
      },
      handle: (request) =>
        deps.forms.page(form, undefined, request, {
          title: 'Site settings',
          theme: 'admin',
          breadcrumb: [{ url: '/admin', label: 'Administration' }],
        }),
    },
    cacheScreen(deps),
  ];
}

function createSiteForm(deps: SiteDeps): FormDefinition<undefined> {
  return {
    id: 'site_settings',
    async build(ctx) {
      const { name, slogan, timeZone } = deps.site(ctx.stage);
      return {
        elements: {
          site_name: {
            kind: 'text',
            label: 'Name',
            help: 'It stands at the top of every page and in the title of the window.',
            required: true,
            maxLength: LONGEST_NAME,
            default: name,
            autocomplete: 'off',
          },
          slogan: {
            kind: 'text',
            label: 'Slogan',
            help: 'A few words that say what the site is about, at the foot of every page.',
            maxLength: LONGEST_SLOGAN,
            default: slogan,
            autocomplete: 'off',
          },
          time_zone: {
            kind: 'select',
            label: 'Time zone',
            help: 'Readers and editors see times in it.',
            required: true,
            options: timeZoneOptions(timeZone),
            default: timeZone,
          },
        },
        actions: { save: { label: 'Save', look: 'primary' } },
        warnOnLeave: true,
      };
    },
    async submit(ctx, _args, values) {
      await saveSite(deps, ctx, {
        name: entered(values, 'site_name'),
        slogan: entered(values, 'slogan'),
        timeZone: entered(values, 'time_zone'),
      });
      return {
        kind: 'redirect',
        to: PATH,
        messages: [{ tone: 'positive', text: 'The settings were saved.' }],
      };
    },
  };
}

function entered(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}
