import { readFileSync, writeFileSync } from 'node:fs';
import { HOUSE } from './house.ts';
import { ROOT } from './source-files.ts';

const FILE = `${ROOT}ARCHITECTURE.md`;
const BEGIN =
  '<!-- The house: begin. `npm run picture` draws it from test/architecture/house.ts. -->';
const END = '<!-- The house: end. -->';

/** The house as text: a line for each room, floor by floor. */
export function drawHouse(): string {
  const lines = HOUSE.flatMap(({ name, rooms }, index) => {
    const floor = HOUSE.length - 1 - index;
    return [
      `${floor}  ${name.toUpperCase()}`,
      ...rooms.map(({ path, holds, beside = [] }) => {
        const arrows = beside.length > 0 ? `  → ${beside.map(lastPart).join(', ')}` : '';
        return `   ${`src/${path}`.padEnd(24)} ${holds}${arrows}`;
      }),
      '',
    ];
  });
  return `${BEGIN}\n\`\`\`text\n${lines.join('\n').trimEnd()}\n\`\`\`\n${END}`;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** ARCHITECTURE.md as it is, and as it would be with the house drawn anew. */
export function comparePictures(): { readonly now: string; readonly fresh: string } {
  const now = readFileSync(FILE, 'utf8');
  const begin = now.indexOf(BEGIN);
  const end = now.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`ARCHITECTURE.md has lost the lines\n${BEGIN}\n${END}`);
  return { now, fresh: now.slice(0, begin) + drawHouse() + now.slice(end + END.length) };
}

if (import.meta.main) writeFileSync(FILE, comparePictures().fresh);
