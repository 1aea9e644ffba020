import { NotAllowed } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { Variables } from '#grammar/config';
import type { Forms } from '#grammar/forms';
import { type Appearance, DEFAULT_THEME, type Themes } from '#grammar/theme';
import type { Database } from '#platform/database';

export const ADMINISTER_THEMES = 'administer themes';

export interface AppearanceDeps {
  readonly database: Database;
  readonly variables: Variables;
  readonly themes: Themes;
  readonly forms: Forms;
}

/** The variable that names the readers' theme. */
export const THEME = 'theme';

/** The variable with what was set for a theme, and the one with what was set before that. */
export const settingsOf = (theme: string): string => `theme_settings.${theme}`;
export const settingsBefore = (theme: string): string => `theme_settings_before.${theme}`;

/** What administrators chose, from the variables in memory. */
export function appearanceOf(variables: Variables): Appearance {
  return {
    theme: () => variables.text(THEME, DEFAULT_THEME),
    settings: (theme) => variables.find(settingsOf(theme)),
  };
}

export function mayAdministerThemes({ actor }: RequestContext): void {
  if (can(actor, ADMINISTER_THEMES)) return;
  throw new NotAllowed('theme.not_allowed', 'Your account may not change how the site looks.');
}
