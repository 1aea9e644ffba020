import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactNumber, isDecimal } from './exact-number.ts';

test('a number is taken from its digits only where it stays the same', () => {
  const taken = ['7', '-5', '1.50', '007', '+3', '.5', '5.', '1e3', '1E+3', '-0', '0e999', '1e21'];
  assert.deepEqual(taken.map(exactNumber), [7, -5, 1.5, 7, 3, 0.5, 5, 1000, 1000, -0, 0, 1e21]);
  for (const lost of [
    '1785000000000000001',
    '9007199254740993',
    '0.99999999999999999999',
    '0.10000000000000001',
    '1e400',
    '-1e400',
    '1e-400',
  ]) {
    assert.ok(isDecimal(lost), lost);
    assert.equal(exactNumber(lost), undefined, lost);
  }
});

test('what is no decimal number is none', () => {
  for (const text of ['', ' ', '.', '-', 'e5', '0x10', '0b1', '1_000', '1,5', 'Infinity', 'NaN']) {
    assert.equal(isDecimal(text), false, text);
    assert.equal(exactNumber(text), undefined, text);
  }
});

test('every number is taken from what JSON writes of it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      assert.equal(exactNumber(JSON.stringify(number)), number === 0 ? 0 : number);
    }),
  );
});

test('two integers that differ are never taken for one number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
      const taken = exactNumber(String(integer));
      if (taken !== undefined) assert.notEqual(taken, exactNumber(String(integer + 1n)));
    }),
  );
});
