import { type Json, sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  type ColourSetting,
  type Properties,
  readProperties,
  readThemeSettings,
  roleColour,
  type Theme,
  type ThemeSettings,
} from '#grammar/theme';
import {
  type AppearanceDeps,
  mayAdministerThemes,
  settingsBefore,
  settingsOf,
} from './appearance.ts';

/** Keeps what was set for a theme, and what was set before, so that there is a way back. */
export async function saveThemeSettings(
  { database, variables }: AppearanceDeps,
  ctx: RequestContext,
  theme: string,
  settings: ThemeSettings,
): Promise<void> {
  mayAdministerThemes(ctx);
  const before = variables.find(settingsOf(theme)) ?? {};
  if (sameJson(before, settings)) return;
  await database.transaction(async (transaction) => {
    await variables.save(transaction, settingsBefore(theme), before);
    await variables.save(transaction, settingsOf(theme), asJson(settings));
  });
  await variables.refresh();
}

/** Back to what was set before the last change; the change is then what was before. */
export async function undoThemeSettings(
  deps: AppearanceDeps,
  ctx: RequestContext,
  { name, offered }: Theme,
): Promise<void> {
  const before = deps.variables.find(settingsBefore(name));
  await saveThemeSettings(deps, ctx, name, readThemeSettings(before, offered));
}

/** What was entered for a theme without what is the theme's own anyway. */
export function enteredSettings(entered: Json, { css, offered }: Theme): ThemeSettings {
  const properties = readProperties(css);
  const settings = readThemeSettings(entered, offered);
  const changed: Record<string, ThemeSettings[string]> = {};
  for (const [role, value] of Object.entries(settings)) {
    const left = typeof value === 'string' ? value : otherColours(role, value, properties);
    if (left !== undefined) changed[role] = left;
  }
  return changed;
}

function otherColours(
  role: string,
  colours: ColourSetting,
  own: Properties,
): ColourSetting | undefined {
  const entries = Object.entries(colours);
  const other = entries.filter(
    ([mode, colour]) => colour !== roleColour(own, role, mode === 'dark' ? 'dark' : 'light'),
  );
  return other.length === 0 ? undefined : Object.fromEntries(other);
}

function asJson(settings: ThemeSettings): Json {
  return Object.fromEntries(
    Object.entries(settings).map(([role, value]) => [
      role,
      typeof value === 'string' ? value : { ...value },
    ]),
  );
}
