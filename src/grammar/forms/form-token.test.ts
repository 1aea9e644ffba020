import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, systemClock } from '#base';
import { createFormTokens } from './form-token.ts';

test('a token holds for a day, for its form and its visitor, and nothing can be changed in it', () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const tokens = createFormTokens('secret', { now: () => now });
  const token = tokens.issue('item_form', 'visitor');
  const [time = '', rendering = '', signature = ''] = token.split('.');
  assert.deepEqual(tokens.check(token, 'item_form', 'visitor'), { rendering });
  assert.equal(tokens.check(token, 'user_login', 'visitor'), 'forged');
  assert.equal(tokens.check(token, 'item_form', 'somebody else'), 'forged');
  const other = createFormTokens('another secret', { now: () => now });
  assert.equal(other.check(token, 'item_form', 'visitor'), 'forged');
  const later = (Number.parseInt(time, 36) + 90_000).toString(36);
  for (const bad of [
    '',
    '.',
    'x.y.z',
    `${later}.${rendering}.${signature}`,
    `${token}.`,
    `${time}.${rendering}.é`,
    `${time}.${signature}`,
  ]) {
    assert.equal(tokens.check(bad, 'item_form', 'visitor'), 'forged', bad);
  }
  now = new Date('2026-01-01T23:59:00Z');
  assert.deepEqual(tokens.check(token, 'item_form', 'visitor'), { rendering });
  now = new Date('2026-01-02T00:01:00Z');
  assert.equal(tokens.check(token, 'item_form', 'visitor'), 'expired');
});

test('a token says in which stage its form was shown', () => {
  const tokens = createFormTokens('secret', systemClock);
  const token = tokens.issue('item_form', 'visitor', DRAFT);
  assert.equal(typeof tokens.check(token, 'item_form', 'visitor', DRAFT), 'object');
  assert.equal(tokens.check(token, 'item_form', 'visitor'), 'elsewhere');
  const live = tokens.issue('item_form', 'visitor');
  assert.equal(tokens.check(live, 'item_form', 'visitor', DRAFT), 'elsewhere');
  assert.equal(tokens.check(`${live}.${DRAFT}`, 'item_form', 'visitor', DRAFT), 'forged');
  assert.equal(tokens.check(token.replace(/\.[^.]*$/, ''), 'item_form', 'visitor'), 'forged');
});
