import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathProblem } from './route-path.ts';

test('a path of small letters, digits and parameters is fine', () => {
  for (const path of ['/notes', '/notes/:id', '/notes/:id/edit', '/feed.json', '/a-b/c_d/:e1']) {
    assert.equal(pathProblem(path), undefined, path);
  }
});

test('one that would take other addresses, or that nobody can type, is refused with the reason', () => {
  const refused: Readonly<Record<string, RegExp>> = {
    '/': /front page/,
    notes: /begin with/,
    '//evil.example': /something between/,
    '/notes/': /something between/,
    '/../etc': /small letters/,
    '/notes/.': /small letters/,
    '/Notes': /small letters/,
    '/no tes': /small letters/,
    '/notes?x=1': /small letters/,
    '/notes/%2e': /small letters/,
    '/nötes': /small letters/,
    '/notes/*': /small letters/,
    '/notes/{id}': /small letters/,
    '/:anything': /every address/,
    '/a/:x/:x': /one name/,
    [`/${'a/'.repeat(10)}a`]: /more than 10/,
  };
  for (const [path, why] of Object.entries(refused))
    assert.match(pathProblem(path) ?? '', why, path);
});
