import type { PageRequest, PageRoute } from '#grammar/routes';
import {
  contrastProblems,
  readThemeSettings,
  type Theme,
  type Themes,
  type ThemeSettings,
  withSettings,
} from '#grammar/theme';
import { ADMINISTER_THEMES, type AppearanceDeps } from './appearance.ts';
import { previewPath, settingsPath } from './appearance-paths.ts';
import { samplePage } from './sample-page.ts';
import { siteTheme } from './settings-screens.ts';
import { settingsInQuery, settingsQuery } from './settings-query.ts';

/**
 * A theme tried on: a page in it, its style sheet with what is tried, and what is hard to read.
 * Everything stands in the address, so that nothing is kept and every kernel can answer.
 */
export function previewPages({ themes }: AppearanceDeps): readonly PageRoute[] {
  const path = previewPath('{theme}');
  return [
    {
      methods: ['GET'],
      path,
      permission: ADMINISTER_THEMES,
      async handle(request) {
        const { theme, settings } = tried(themes, request);
        const query = settingsQuery(settings);
        return {
          kind: 'page',
          title: `Preview of ${theme.label}`,
          titleInBody: true,
          preview: {
            theme: theme.name,
            stylesheet: `${previewPath(theme.name)}/style.css${query}`,
          },
          body: samplePage(),
          ...(request.query.has('frame')
            ? {}
            : {
                messages: [
                  {
                    tone: 'info',
                    text: `This is a preview of the theme ${theme.label}. Nothing is saved.`,
                    link: { label: 'Back to its settings', url: settingsPath(theme.name) + query },
                  },
                ],
              }),
        };
      },
    },
    {
      methods: ['GET'],
      path: `${path}/style.css`,
      permission: ADMINISTER_THEMES,
      async handle(request) {
        const { theme, settings } = tried(themes, request);
        const body = withSettings(theme.css, settings);
        return { kind: 'download', mime: 'text/css; charset=utf-8', body };
      },
    },
    {
      methods: ['GET'],
      path: `${path}/contrast`,
      permission: ADMINISTER_THEMES,
      async handle(request) {
        const { theme, settings } = tried(themes, request);
        const problems = contrastProblems(withSettings(theme.css, settings));
        return { kind: 'download', mime: 'application/json', body: JSON.stringify(problems) };
      },
    },
  ];
}

/** The theme of an address with what is tried on it, or as it is set. */
function tried(
  themes: Themes,
  { params, query }: PageRequest,
): { readonly theme: Theme; readonly settings: ThemeSettings } {
  const theme = siteTheme(themes, params['theme']);
  const given = settingsInQuery(query);
  return { theme, settings: given ? readThemeSettings(given, theme.offered) : theme.settings };
}
