import type { PageRoute } from '#grammar/routes';
import { ADMINISTER_THEMES, type AppearanceDeps } from './appearance.ts';
import { APPEARANCE, usePath } from './appearance-paths.ts';
import { chooseTheme } from './choose-theme.ts';
import { previewPages } from './preview-pages.ts';
import { settingsScreens } from './settings-screens.ts';
import { themeList } from './theme-list.ts';

/** `/admin/appearance`: which theme readers see, and how each one is set. */
export function createAppearanceScreens(deps: AppearanceDeps): readonly PageRoute[] {
  const { themes } = deps;
  return [
    {
      methods: ['GET'],
      path: APPEARANCE,
      permission: ADMINISTER_THEMES,
      section: {
        label: 'Appearance',
        description: 'The theme that readers see, its colours and its type.',
        icon: 'palette',
        weight: 65,
      },
      handle: async () => ({
        kind: 'page',
        theme: 'admin',
        layout: 'wide',
        title: 'Appearance',
        breadcrumb: [{ url: '/admin', label: 'Administration' }],
        body: themeList(themes.list(), deps.variables),
      }),
    },
    {
      methods: ['POST'],
      path: usePath('{theme}'),
      permission: ADMINISTER_THEMES,
      async handle({ ctx, params }) {
        const before = themes.get('site').name;
        const { label } = await chooseTheme(deps, ctx, params['theme'] ?? '');
        const undo = { label: 'Undo', url: usePath(before) };
        const text = `Readers see the site in the theme ${label} now.`;
        return { kind: 'redirect', to: APPEARANCE, messages: [{ tone: 'positive', text, undo }] };
      },
    },
    ...settingsScreens(deps),
    ...previewPages(deps),
  ];
}
