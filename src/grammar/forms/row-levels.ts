import type { LeafNode, Row, RowsNode } from './form-nodes.ts';

/** Deeper nobody looks through it. */
export const DEEPEST = 9;

/** How many levels below the top a row of an outline stands: never more than one below the last. */
export function levelsOf(rows: readonly Row[], levelIn: string): readonly number[] {
  const levels: number[] = [];
  for (const row of rows) {
    const most = Math.min((levels.at(-1) ?? -1) + 1, DEEPEST);
    levels.push(Math.min(levelSaid(row, levelIn), most));
  }
  return levels;
}

/** Moves a row of an outline with all that is below it; what is not possible changes nothing. */
export function moveInOutline(
  rows: RowsNode,
  levelIn: string,
  position: number,
  kind: 'up' | 'down' | 'in' | 'out',
): void {
  const levels = levelsOf(rows.rows, levelIn);
  const level = levels[position] ?? 0;
  const after = levels.findIndex((other, at) => at > position && other <= level);
  const end = after === -1 ? levels.length : after;
  const entries = rows.rows.map((row, at) => ({ row, level: levels[at] ?? 0 }));
  const block = entries.slice(position, end);
  const rest = [...entries.slice(0, position), ...entries.slice(end)];
  const target = kind === 'up' ? position - 1 : kind === 'down' ? position + 1 : position;
  if (target < 0 || target > rest.length) return;
  const wanted = kind === 'in' ? level + 1 : kind === 'out' ? level - 1 : level;
  const by = fitting(wanted, rest[target - 1]?.level, rest[target]?.level) - level;
  if (block.some((entry) => entry.level + by > DEEPEST)) return;
  const moved = block.map((entry) => ({ ...entry, level: entry.level + by }));
  const all = rest.toSpliced(target, 0, ...moved);
  rows.rows = all.map(({ row }) => row);
  for (const entry of all) {
    const leaf = levelLeaf(entry.row, levelIn);
    if (leaf) leaf.value = String(entry.level);
  }
}

/** At most one below what stands above it, and so that what follows keeps what it stands under. */
function fitting(wanted: number, above = -1, following = 0): number {
  return Math.max(Math.min(wanted, above + 1), Math.min(following, above + 1), 0);
}

function levelSaid(row: Row, levelIn: string): number {
  const said = levelLeaf(row, levelIn)?.value;
  return typeof said === 'string' && /^\d{1,2}$/.test(said) ? Number(said) : 0;
}

function levelLeaf({ node }: Row, levelIn: string): LeafNode | undefined {
  const leaf = node.kind === 'group' ? node.children.get(levelIn) : undefined;
  return leaf?.kind === 'leaf' ? leaf : undefined;
}
