export { appearanceOf } from './appearance.ts';
export { createAppearanceScreens } from './appearance-screens.ts';
