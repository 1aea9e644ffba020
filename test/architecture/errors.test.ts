import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readSourceFiles, ROOT } from './source-files.ts';

const THROWN = /(?:\bsuper|\bnew [A-Z]\w+)\(\s*'([a-z_]+\.[a-z_]+)'/g;
const LISTED = /^\| `([a-z_]+\.[a-z_]+)` \|/gm;

test('docs/errors.md lists every error code that the program answers, and no other', () => {
  const thrown = new Set(
    readSourceFiles()
      .filter((file) => file.path.startsWith('src/') && !file.isTest)
      .flatMap((file) => [...file.text.matchAll(THROWN)].map(([, code]) => code)),
  );
  const listed = new Set(
    [...readFileSync(`${ROOT}docs/errors.md`, 'utf8').matchAll(LISTED)].map(([, code]) => code),
  );
  assert.deepEqual(
    { missing: [...thrown.difference(listed)], left: [...listed.difference(thrown)] },
    { missing: [], left: [] },
    'Say in docs/errors.md what each code means and what to do about it.',
  );
});
