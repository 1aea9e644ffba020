import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Argument, Sections } from '../definition/gather.ts';
import { withQuery } from '../with-query.ts';
import { pathWith, shorterPaths } from './display-address.ts';
import { withArguments } from './display-title.ts';

function argument(id: string, action: 'ignore' | 'not_found'): Argument {
  return { id, column: id, operator: 'equals', missing: { action }, validate: true };
}

test('a path is filled with arguments, whatever is in them', () => {
  assert.equal(
    pathWith('/talks/{topic}/{city}', { topic: 'a/b c', city: '../x' }),
    '/talks/a%2Fb%20c/..%2Fx',
  );
  assert.equal(pathWith('/talks/{topic}', {}), undefined);
  assert.equal(pathWith('/talks', {}), '/talks');
});

test('arguments at the end that need not be said can be left out', () => {
  const [topic, city] = [argument('topic', 'ignore'), argument('city', 'ignore')];
  assert.deepEqual(shorterPaths('/talks/{topic}/{city}', [topic, city]), [
    '/talks/{topic}',
    '/talks',
  ]);
  assert.deepEqual(shorterPaths('/talks/{topic}/{city}', [argument('topic', 'not_found'), city]), [
    '/talks/{topic}',
  ]);
  assert.deepEqual(shorterPaths('/talks/{topic}/new', [topic]), []);
});

test('titles say what arguments are called', () => {
  const taken = [argument('topic', 'ignore'), argument('city', 'ignore')];
  const titled = (text: string, argumentLabels: Record<string, string>) =>
    withArguments(text, { sections: { ...SECTIONS, arguments: taken }, argumentLabels });
  const labels = { topic: 'Sea & land %city', city: 'Oslo' };
  assert.equal(titled('Talks on %topic in %city', labels), 'Talks on Sea & land %city in Oslo');
  assert.equal(titled('Talks %topic', {}), 'Talks');
  assert.equal(titled('100 % of %other, %toString', labels), '100 % of %other, %toString');
});

const SECTIONS: Sections = {
  relationships: [],
  arguments: [],
  filters: { match: 'all', filters: [] },
  sorts: [],
  fields: [],
  style: { kind: 'plain' },
  pager: { kind: 'none', size: 10 },
  access: { kind: 'content' },
  empty: '',
  distinct: false,
};

test('the rest of a query stays as it is', () => {
  assert.equal(
    withQuery('/talks?a=1&b=2&a=3', { page: '2', b: undefined }),
    '/talks?a=1&a=3&page=2',
  );
  assert.equal(withQuery('/talks?page=2', { page: undefined }), '/talks');
});
