import type { FormDefinition, FormElement } from '#grammar/forms';
import {
  CHOICES,
  contrastProblems,
  type Properties,
  readProperties,
  roleColour,
  roleKind,
  type Theme,
  type ThemeSettings,
  withSettings,
} from '#grammar/theme';
import type { AppearanceDeps } from './appearance.ts';
import { previewPath, settingsPath } from './appearance-paths.ts';
import { enteredSettings, saveThemeSettings } from './save-theme-settings.ts';
import { settingsQuery } from './settings-query.ts';

/** What the form is about: a theme, and what it is to show as set for it. */
export interface SettingsFormArgs {
  readonly theme: Theme;
  readonly settings: ThemeSettings;
}

/** The roles that a theme offers: colours for light and dark, and choices. */
export function createSettingsForm(deps: AppearanceDeps): FormDefinition<SettingsFormArgs> {
  return {
    id: 'theme_settings',
    async build(_ctx, { theme, settings }) {
      const own = readProperties(theme.css);
      const elements = Object.entries(theme.offered).flatMap(([role, label]) => {
        const element = roleElement(role, label, settings[role], own);
        return element ? [[role, element] as const] : [];
      });
      return {
        elements: Object.fromEntries(elements),
        actions: {
          save: { label: 'Save', look: 'primary' },
          preview: { label: 'Preview', icon: 'eye' },
          reset: { label: 'Reset', look: 'quiet', unvalidated: true },
        },
        attributes: { 'data-theme-settings': theme.name },
        warnOnLeave: true,
      };
    },
    async submit(ctx, { theme }, values, action) {
      const settings = action === 'reset' ? {} : enteredSettings(values, theme);
      if (action === 'preview') {
        return { kind: 'redirect', to: previewPath(theme.name) + settingsQuery(settings) };
      }
      await saveThemeSettings(deps, ctx, theme.name, settings);
      const undo = { label: 'Undo', url: `${settingsPath(theme.name)}/undo` };
      const text =
        action === 'reset'
          ? `${theme.label} looks as its makers meant it.`
          : `The settings of ${theme.label} were saved.`;
      const warnings = contrastProblems(withSettings(theme.css, settings));
      return {
        kind: 'redirect',
        to: settingsPath(theme.name),
        messages: [
          { tone: 'positive', text, undo },
          ...warnings.map((warning) => ({ tone: 'caution' as const, text: warning })),
        ],
      };
    },
  };
}

function roleElement(
  role: string,
  label: string,
  set: ThemeSettings[string] | undefined,
  own: Properties,
): FormElement | undefined {
  const kind = roleKind(role);
  if (kind !== 'colour') {
    return {
      kind: 'select',
      label,
      none: 'The theme’s own',
      default: typeof set === 'string' ? set : '',
      options: Object.entries(CHOICES[kind]).map(([value, choice]) => ({
        value,
        label: choice.label,
      })),
    };
  }
  const [light, dark] = [roleColour(own, role, 'light'), roleColour(own, role, 'dark')];
  // Of a colour that nobody can read from the style sheet there is nothing to begin with.
  if (light === undefined || dark === undefined) return undefined;
  const now = typeof set === 'object' ? set : {};
  return {
    kind: 'group',
    look: 'row',
    label,
    elements: {
      light: { kind: 'text', input: 'color', label: 'Light', default: now.light ?? light },
      dark: { kind: 'text', input: 'color', label: 'Dark', default: now.dark ?? dark },
    },
  };
}
