import assert from 'node:assert/strict';
import { test } from 'node:test';
import { network } from './login-attempts.ts';

test('an IPv4 address counts for itself, however it is written', () => {
  assert.equal(network('192.0.2.1'), '192.0.2.1');
  assert.equal(network('::ffff:192.0.2.1'), '192.0.2.1');
});

test('an IPv6 address counts for its /64', () => {
  const same = ['2001:db8:0:1::1', '2001:DB8::1:0:0:0:2', '2001:0db8:0000:0001:9:9:9:9'];
  assert.deepEqual(new Set(same.map(network)), new Set(['2001:db8:0:1::/64']));
  assert.equal(network('::1'), '0:0:0:0::/64');
  assert.equal(network('fe80::1%eth0'), 'fe80:0:0:0::/64');
});
