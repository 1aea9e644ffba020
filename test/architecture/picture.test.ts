import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePictures } from './picture.ts';

test('the picture in ARCHITECTURE.md shows the house as it is', () => {
  const { now, fresh } = comparePictures();
  assert.ok(now === fresh, 'Run `npm run picture`.');
});
