import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { escapeHtml } from './safe-html.ts';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')),
  'icons',
);
const shapes = new Map<string, string | undefined>();

/** The inside of an icon's `<svg>`; undefined when the set has none of that name. */
function shape(name: string): string | undefined {
  if (shapes.has(name)) return shapes.get(name);
  let inside: string | undefined;
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    try {
      const svg = readFileSync(join(folder, `${name}.svg`), 'utf8');
      inside = svg
        .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
        .replaceAll(/\s*\n\s*/g, '')
        .replaceAll(' />', '/>');
    } catch {
      inside = undefined;
    }
    // Only names of the right form are remembered, so the map is as small as the set.
    shapes.set(name, inside);
  }
  return inside;
}

/** An icon as inline SVG; its size is that of the text around it. '' when there is none. */
export function drawIcon(name: string, label?: string): string {
  const inside = shape(name);
  if (inside === undefined) return label ? escapeHtml(label) : '';
  const role = label ? `role="img" aria-label="${escapeHtml(label)}"` : 'aria-hidden="true"';
  return `<svg class="icon" viewBox="0 0 24 24" ${role}>${inside}</svg>`;
}
