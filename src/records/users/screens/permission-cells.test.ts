import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#base';
import { cell, changedCells, GRANTED, SHOWN } from './permission-cells.ts';

test('only the boxes that somebody touched are changes', () => {
  const [editor, author] = [newId<'role'>(), newId<'role'>()];
  const changes = changedCells({
    values: new Map([
      [
        SHOWN,
        [
          cell(editor, 'access content'),
          cell(author, 'edit own page content'),
          cell(author, 'no\0thing'),
        ],
      ],
      [GRANTED, [cell(editor, 'access content'), cell(editor, 'administer users'), 'nonsense']],
    ]),
    uploads: new Map(),
  });
  assert.deepEqual(
    [...changes],
    [
      [editor, { grant: ['administer users'], revoke: [] }],
      [author, { grant: [], revoke: ['edit own page content'] }],
    ],
  );
});
