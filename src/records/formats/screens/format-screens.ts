import type { PageRoute } from '#grammar/routes';
import { deleteFormatScreen } from './delete-format-screen.ts';
import { editFormatScreens } from './edit-format-screens.ts';
import { formatListScreen } from './format-list-screen.ts';
import type { FormatScreenDeps } from './screen-deps.ts';

/** Everything under `/admin/formats`. */
export function createFormatScreens(deps: FormatScreenDeps): readonly PageRoute[] {
  return [formatListScreen(deps), ...editFormatScreens(deps), deleteFormatScreen(deps)];
}
