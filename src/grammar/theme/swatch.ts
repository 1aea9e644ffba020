import { type Mode, MODES } from './colours.ts';
import { readProperties, roleColour } from './role-colours.ts';

const ROLES = ['surface', 'border', 'text', 'text-muted', 'accent'];

/** A picture of a look, made from its colours: a page in light, and the same page in dark. */
export function drawSwatch(css: string): string {
  const properties = readProperties(css);
  const pages = MODES.map((mode) => {
    const [surface, border, text, muted, accent] = ROLES.map(
      (role) => roleColour(properties, role, mode) ?? FALLBACK[mode],
    );
    const x = mode === 'light' ? 0 : 320;
    const bar = (y: number, width: number, height: number, fill: string | undefined): string =>
      `<rect x="${x + 40}" y="${y}" width="${width}" height="${height}" rx="3" fill="${fill}"/>`;
    return [
      `<rect x="${x}" width="320" height="400" fill="${surface}"/>`,
      bar(32, 56, 10, text),
      bar(92, 208, 26, text),
      bar(142, 240, 8, muted),
      bar(162, 224, 8, muted),
      bar(182, 180, 8, muted),
      bar(222, 84, 28, accent),
      bar(300, 240, 1, border),
      bar(328, 160, 14, text),
      bar(358, 240, 8, muted),
    ].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">${pages.join('')}</svg>`;
}

const FALLBACK: Readonly<Record<Mode, string>> = { light: '#cccccc', dark: '#444444' };
