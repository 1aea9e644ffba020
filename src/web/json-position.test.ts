import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { findJsonFault } from './json-position.ts';

test('any JSON with one character cut out or put in is refused where JSON.parse would', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', ']', '}', '"', 'x'),
      (json, at, put) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + put + json.slice(place + (put === '' ? 1 : 0));
        const fault = findJsonFault(text);
        const position =
          text
            .split('\n')
            .slice(0, fault.line - 1)
            .join('\n').length +
          fault.column -
          1;
        // What stands before the fault could still become JSON, so no earlier place is at fault.
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.equal(fault.found === undefined && isJson, isJson);
        assert.ok(position <= text.length);
      },
    ),
  );
});

test('the place is counted as people count', () => {
  assert.deepEqual(findJsonFault('{"a": 1,}'), { line: 1, column: 9, found: '}' });
  assert.deepEqual(findJsonFault('[1\n, 02]'), { line: 2, column: 4, found: '2' });
  assert.deepEqual(findJsonFault('["a\nb"]'), { line: 1, column: 2, found: '"' });
  assert.deepEqual(findJsonFault('{} []'), { line: 1, column: 4, found: '[' });
  assert.deepEqual(findJsonFault('[1, '), { line: 1, column: 5, found: undefined });
});
