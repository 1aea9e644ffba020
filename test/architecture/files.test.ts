import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { readSourceFiles } from './source-files.ts';

const LONGEST = 400;
const LONG = 300;
const VAGUE = new Set(['utils', 'util', 'helpers', 'helper', 'manager', 'common', 'misc', 'lib']);
// Written in two parts, so that this file does not find itself.
const SILENCERS = new RegExp(
  ['oxlint', 'eslint'].map((name) => `${name}-disable`).join('|') + '|@ts-(?:ignore|nocheck)',
);

const files = readSourceFiles();

test('no file is too long to be read in one go', (context) => {
  const written = files.filter(({ path }) => !path.endsWith('.generated.ts'));
  const sized = written.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  for (const { path, lines } of sized) {
    if (lines > LONG && lines <= LONGEST) context.diagnostic(`${path} has ${lines} lines`);
  }
  const tooLong = sized.filter(({ lines }) => lines > LONGEST);
  assert.deepEqual(
    tooLong.map(({ path, lines }) => `${path}: ${lines} lines`),
    [],
    `Files over ${LONGEST} lines do more than one thing: divide them.`,
  );
});

test('files are named for what is in them, in kebab-case', () => {
  const wrong = files
    .map(({ path }) => path)
    .filter((path) => {
      const parts = path.split('/').map((part) => basename(part, '.ts'));
      return parts.some((part) => VAGUE.has(part) || !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(part));
    });
  assert.deepEqual(wrong, [], 'Name the file for the one thing that it does.');
});

test('no rule is silenced', () => {
  const silenced = files.filter(({ text }) => SILENCERS.test(text)).map(({ path }) => path);
  assert.deepEqual(silenced, [], 'Mend the code, or change the rule for everybody.');
});
