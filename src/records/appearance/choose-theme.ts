import { Conflict, NotFound } from '#base';
import type { RequestContext } from '#grammar/access';
import type { ListedTheme } from '#grammar/theme';
import { type AppearanceDeps, mayAdministerThemes, THEME } from './appearance.ts';

/** From now on readers see this theme. Answers it; refuses one that cannot be used. */
export async function chooseTheme(
  { database, variables, themes }: AppearanceDeps,
  ctx: RequestContext,
  name: string,
): Promise<ListedTheme> {
  mayAdministerThemes(ctx);
  const theme = themes.list().find((one) => one.name === name);
  if (theme === undefined) {
    throw new NotFound('theme.not_found', `There is no theme “${name}” for readers.`);
  }
  if (theme.unusable) {
    throw new Conflict(
      'theme.unusable',
      `The theme “${theme.label}” cannot be read, so the site keeps its own. ${theme.problems[0] ?? ''}`,
    );
  }
  await database.transaction((transaction) => variables.save(transaction, THEME, name));
  await variables.refresh();
  return theme;
}
