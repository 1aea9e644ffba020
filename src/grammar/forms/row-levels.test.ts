import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { buildNodes } from './build-nodes.ts';
import type { FormElement } from './form-elements.ts';
import type { RowsNode } from './form-nodes.ts';
import { levelsOf } from './row-levels.ts';
import { applyRowOperation } from './row-operations.ts';

function line(name: string, level: number): FormElement {
  return {
    kind: 'group',
    elements: {
      name: { kind: 'hidden', default: name },
      level: { kind: 'hidden', default: String(level) },
    },
  };
}

function outline(...levels: readonly number[]) {
  const root = buildNodes(
    {
      parts: {
        kind: 'rows',
        label: 'Parts',
        rows: levels.map((level, index) => line(String.fromCharCode(65 + index), level)),
        blank: line('', 0),
        addLabel: 'Add a part',
        levelIn: 'level',
        isEmpty: () => false,
      },
    },
    'outline',
    undefined,
  );
  const rows = root.children.get('parts');
  assert.ok(rows?.kind === 'rows');
  return {
    rows,
    press(kind: 'up' | 'down' | 'in' | 'out', name: string) {
      const key = name.charCodeAt(0) - 65;
      applyRowOperation(root, { kind, path: ['parts', String(key)] });
    },
    shown: () => shown(rows),
  };
}

function shown(rows: RowsNode): string {
  const levels = levelsOf(rows.rows, 'level');
  return rows.rows
    .map(({ key }, index) => '-'.repeat(levels[index] ?? 0) + String.fromCharCode(65 + key))
    .join(' ');
}

test('rows of an outline are moved with what is below them, and take nothing else along', () => {
  const parts = outline(0, 1, 2, 0, 0);
  assert.equal(parts.shown(), 'A -B --C D E');
  parts.press('in', 'E');
  assert.equal(parts.shown(), 'A -B --C D -E');
  parts.press('up', 'D');
  assert.equal(parts.shown(), 'A -B --D ---E --C', 'C stays under B');
  parts.press('out', 'D');
  assert.equal(parts.shown(), 'A -B --D ---E --C', 'or C would come to stand under it');
  parts.press('down', 'D');
  assert.equal(parts.shown(), 'A -B --C --D ---E');
  parts.press('out', 'D');
  parts.press('out', 'D');
  parts.press('out', 'D');
  assert.equal(parts.shown(), 'A -B --C D -E');
  parts.press('in', 'A');
  parts.press('down', 'D');
  assert.equal(parts.shown(), 'A -B --C D -E', 'there is nowhere to go');
});

test('what is said too deep stands one below what is above it', () => {
  assert.equal(outline(4, 9, 1, 7).shown(), 'A -B -C --D');
});

test('no button makes rows come to stand under another, but the moved one and what is below it', () => {
  const press = fc.tuple(
    fc.constantFrom('up', 'down', 'in', 'out'),
    fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
  );
  fc.assert(
    fc.property(
      fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
      fc.array(press),
      (levels, all) => {
        const parts = outline(...levels);
        for (const [kind, name] of all) {
          const before = parents(parts.rows);
          parts.press(kind, name);
          const after = parents(parts.rows);
          for (const [one, parent] of before)
            if (one !== name && !(parent === name) && after.get(one) !== name)
              assert.equal(after.get(one), parent, `${kind} ${name}: ${parts.shown()}`);
        }
      },
    ),
  );
});

function parents(rows: RowsNode): ReadonlyMap<string, string> {
  const levels = levelsOf(rows.rows, 'level');
  const path: string[] = [];
  return new Map(
    rows.rows.map(({ key }, index) => {
      const level = levels[index] ?? 0;
      const name = String.fromCharCode(65 + key);
      path.length = level;
      const parent = path.at(-1) ?? '';
      path.push(name);
      return [name, parent];
    }),
  );
}
