import { NotFound } from '#base';
import { container, type Element, inOrder, link, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import {
  contrastProblems,
  readThemeSettings,
  type Theme,
  type Themes,
  type ThemeSettings,
  withSettings,
} from '#grammar/theme';
import { ADMINISTER_THEMES, type AppearanceDeps } from './appearance.ts';
import { APPEARANCE, previewPath, settingsPath } from './appearance-paths.ts';
import { undoThemeSettings } from './save-theme-settings.ts';
import { createSettingsForm } from './settings-form.ts';
import { settingsInQuery, settingsQuery } from './settings-query.ts';

/** `/admin/appearance/settings/THEME`: colours and type of a theme, with a preview beside them. */
export function settingsScreens(deps: AppearanceDeps): readonly PageRoute[] {
  const { themes, forms } = deps;
  const form = createSettingsForm(deps);
  return [
    {
      methods: ['GET', 'POST'],
      path: settingsPath('{theme}'),
      permission: ADMINISTER_THEMES,
      async handle(request) {
        const theme = siteTheme(themes, request.params['theme']);
        // A preview leads back with what was tried on.
        const tried = settingsInQuery(request.query);
        const settings = tried ? readThemeSettings(tried, theme.offered) : theme.settings;
        const shown = await forms.run(form, { theme, settings }, request, {
          action: settingsPath(theme.name),
        });
        if (shown.kind !== 'form') return shown;
        return {
          kind: 'page',
          theme: 'admin',
          layout: 'wide',
          status: shown.status,
          title: `Settings of ${theme.label}`,
          breadcrumb: [
            { url: '/admin', label: 'Administration' },
            { url: APPEARANCE, label: 'Appearance' },
          ],
          body: screen(theme, settings, shown.element),
        };
      },
    },
    {
      methods: ['POST'],
      path: `${settingsPath('{theme}')}/undo`,
      permission: ADMINISTER_THEMES,
      async handle({ ctx, params }) {
        const theme = siteTheme(themes, params['theme']);
        await undoThemeSettings(deps, ctx, theme);
        const message = {
          tone: 'positive' as const,
          text: 'The settings are as they were before.',
        };
        return { kind: 'redirect', to: settingsPath(theme.name), messages: [message] };
      },
    },
  ];
}

/** A readers' theme that can be read; throws `NotFound` otherwise. */
export function siteTheme(themes: Themes, name = ''): Theme {
  const listed = themes.list().find((theme) => theme.name === name);
  if (listed === undefined || listed.unusable) {
    throw new NotFound('theme.not_found', `There is no theme “${name}” that can be used.`);
  }
  return themes.open(name);
}

function screen(theme: Theme, settings: ThemeSettings, form: Element): Element {
  const { name, label, css, offered } = theme;
  if (Object.keys(offered).length === 0) {
    return {
      '#type': 'empty_state',
      '#icon': 'palette',
      '#title': 'Nothing to set',
      '#value': `The theme ${label} offers no settings. Its theme.toml says which, under [settings].`,
    };
  }
  const query = settingsQuery(settings);
  return container(
    inOrder(
      container(inOrder(form, warnings(contrastProblems(withSettings(css, settings)))), {
        attributes: { class: 'stack theme-form' },
      }),
      container(
        {
          open: link(previewPath(name) + query, 'Open the preview'),
        },
        {
          tag: 'section',
          attributes: {
            class: 'theme-preview',
            'aria-label': 'Preview',
            'data-theme-preview': previewPath(name),
          },
        },
      ),
    ),
    { attributes: { class: 'theme-settings' } },
  );
}

/** Where colours are too close to each other; the preview's script writes here too. */
function warnings(problems: readonly string[]): Element {
  const list = container(inOrder(...problems.map((problem) => paragraph(problem))), {
    attributes: { class: 'notice-body' },
  });
  return {
    ...container(
      {
        notice: container(
          { list },
          {
            attributes: { class: 'notice', 'data-tone': 'caution', hidden: problems.length === 0 },
          },
        ),
      },
      { attributes: { role: 'status', 'data-contrast': true } },
    ),
    '#attached': { scripts: ['theme-preview'] },
  };
}
