import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathsMeet } from './paths-meet.ts';

test('two paths meet where one address would be meant by both', () => {
  assert.ok(pathsMeet('/item/new', '/item/{id}'));
  assert.ok(pathsMeet('/notes/:id', '/notes/:other'));
  assert.ok(pathsMeet('/api/v1/x', '/api/*'));
  assert.ok(pathsMeet('/assets', '/assets/*'));
  assert.ok(!pathsMeet('/apis', '/api/*'));
  assert.ok(!pathsMeet('/item/new/more', '/item/{id}'));
  assert.ok(!pathsMeet('/notes', '/item'));
});
