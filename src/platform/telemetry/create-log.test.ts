import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './create-log.ts';
import type { Logger } from './log.ts';

function written(
  write: (log: Logger) => void,
  options: { production?: boolean; isTTY?: boolean; logLevel?: 'info' | 'silent' } = {},
): string {
  let text = '';
  const { production = true, isTTY = false, logLevel = 'info' } = options;
  const output = { isTTY, write: (line: string) => void (text += line) };
  write(createLog({ logLevel, production }, output));
  return text;
}

test('a line is JSON with its fields and the sentence', () => {
  const line = JSON.parse(written((log) => log.info({ item: 7 }, 'Saved'))) as object;
  assert.partialDeepStrictEqual(line, { item: 7, msg: 'Saved' });
});

test('passwords, tokens and cookies are blanked at any depth that we log', () => {
  const text = written((log) =>
    log.child({ token: 'hush1' }).warn(
      {
        password: 'hush2',
        request: { headers: { authorization: 'hush3', cookie: 'hush4' }, secret: 'hush5' },
      },
      'Refused',
    ),
  );
  assert.doesNotMatch(text, /hush/);
  assert.match(text, /\[redacted\]/);
});

test('the password of an address is blanked in messages and stacks too', () => {
  const url = 'postgres://me:hush@db.example:5432/site';
  const text = written((log) =>
    log.error({ err: new Error(`no ${url}`), url }, `cannot use ${url}`),
  );
  assert.doesNotMatch(text, /hush/);
  assert.match(text, /postgres:\/\/me:\[redacted\]@db\.example:5432/);
});

test('a person at a terminal reads lines, not JSON', () => {
  const text = written((log) => log.info({}, 'Ready'), { production: false, isTTY: true });
  assert.match(text, /Ready/);
  assert.doesNotMatch(text, /^\{/);
});

test('a silent log writes nothing', () => {
  assert.equal(
    written((log) => log.error({}, 'x'), { logLevel: 'silent' }),
    '',
  );
});
