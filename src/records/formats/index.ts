export { createFormats, type Formats } from './formats.ts';
export { formatPermissions } from './format-permissions.ts';
export { createFormatScreens } from './screens/format-screens.ts';
