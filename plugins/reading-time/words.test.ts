import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsIn } from './words.ts';

test('words are what people count as words', () => {
  assert.equal(wordsIn(''), 0);
  assert.equal(wordsIn('One – two'), 2);
  assert.equal(wordsIn('It’s 3.14 o’clock, well-kept.'), 4);
  assert.equal(wordsIn('Ещё раз: été à Łódź'), 5);
});

test('markup is no words', () => {
  assert.equal(wordsIn('<p class="lead">One<br>two&nbsp;three</p>'), 3);
});

test('writing without spaces has two characters a word', () => {
  assert.equal(wordsIn('静かな時間'), 3);
  assert.equal(wordsIn('静かな 時間 and tea'), 5);
});
