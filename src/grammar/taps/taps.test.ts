import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RequestContext, systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { Type } from 'typebox';
import { answerOf, createTaps, defineTap, type TapRunner } from './index.ts';
import { PluginFailed, UnknownTap } from './tap-errors.ts';

interface Letter {
  readonly text: string;
}
const sign = defineTap<Letter, string>({
  name: 'letter_sign',
  about: 'Who signs below.',
  failure: 'leave_out',
  check: answerOf(Type.String({ maxLength: 10 })),
});
const edit = defineTap<Letter, string>({
  ...sign,
  name: 'letter_edit',
  next: (letter, answer) => ({ text: letter.text + answer }),
});
const judge = defineTap<Letter, string>({ ...sign, name: 'letter_judge', failure: 'abort' });

const letter = { text: 'Dear all' };

function listening() {
  const lines: string[] = [];
  const write = (fields: object, message: string) =>
    void lines.push(`${JSON.stringify(fields)} ${message}`);
  const log: Logger = { ...systemContext().log, warn: write, error: write };
  return { ctx: systemContext({ log }), lines };
}

test('with nobody to ask, everything is as it was', async () => {
  const taps = createTaps([sign, edit, judge]);
  assert.equal(taps.has(sign), false);
  assert.deepEqual(await taps.ask(systemContext(), edit, [letter]), [
    { input: letter, answers: [], failed: [] },
  ]);
});

test('lighter plugins are asked first, and a later one sees what they changed', async () => {
  const taps = createTaps([sign, edit, judge]);
  const seen: string[] = [];
  const answering = (name: string, weight: number, answer: string) =>
    taps.register({
      name,
      weight,
      taps: {
        letter_edit(input) {
          seen.push(`${name}: ${(input as Letter).text}`);
          return answer;
        },
      },
    });
  answering('last', 5, '!');
  answering('first', -5, ' at');
  answering('middle', 0, ' sea');
  const [result] = await taps.ask(systemContext(), edit, [letter]);
  assert.deepEqual(seen, ['first: Dear all', 'middle: Dear all at', 'last: Dear all at sea']);
  assert.equal(result?.input.text, 'Dear all at sea!');
  assert.deepEqual(
    result.answers.map(({ plugin }) => plugin),
    ['first', 'middle', 'last'],
  );
});

test('a plugin that fails or answers nonsense is left out, logged by name, and the rest stands', async () => {
  const taps = createTaps([sign, edit, judge]);
  taps.register({ name: 'thrower', taps: { letter_sign: () => Promise.reject(new Error('no')) } });
  taps.register({ name: 'number', taps: { letter_sign: () => 7 } });
  taps.register({ name: 'silent', taps: { letter_sign: () => undefined } });
  taps.register({ name: 'good', taps: { letter_sign: () => 'Ann' } });
  const { ctx, lines } = listening();
  const [result] = await taps.ask(ctx, sign, [letter]);
  assert.deepEqual(result?.answers, [{ plugin: 'good', answer: 'Ann' }]);
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /"plugin":"thrower","tap":"letter_sign"/);
  assert.match(lines[1] ?? '', /"plugin":"number"/);
});

test('where a plugin’s word counts, its failure ends what was going on and names it', async () => {
  const taps = createTaps([sign, edit, judge]);
  taps.register({ name: 'thrower', taps: { letter_judge: () => Promise.reject(new Error('no')) } });
  await assert.rejects(
    taps.ask(systemContext(), judge, [letter]),
    (error) => error instanceof PluginFailed && error.message.includes('“thrower”'),
  );
});

test('a plugin cannot change what others are given, other than by its answer', async () => {
  const taps = createTaps([sign, edit, judge]);
  const spoil = (input: unknown) => void ((input as { text: string }).text = 'spoilt');
  taps.register({ name: 'spoiler', taps: { letter_sign: spoil } });
  const [result] = await taps.ask(systemContext(), sign, [letter]);
  assert.equal(result?.input.text, 'Dear all');
});

test('a plugin that is switched off is asked no more', async () => {
  const taps = createTaps([sign, edit, judge]);
  const one = taps.register({ name: 'one', taps: { letter_sign: () => 'Ann' } });
  assert.equal(taps.has(sign), true);
  one[Symbol.dispose]();
  assert.equal(taps.has(sign), false);
});

test('a plugin that answers a tap which there is not is refused, and told which there are', () => {
  const taps = createTaps([sign, edit]);
  assert.throws(
    () => taps.register({ name: 'typo', taps: { leter_sign: () => 'Ann' } }),
    (error) => error instanceof UnknownTap && error.message.includes('letter_edit, letter_sign'),
  );
});

test('a request goes on with the plugins that it began with, until they are gone', async () => {
  const taps = createTaps([sign, edit, judge]);
  const signing = (name: string, answer: string) =>
    taps.register({ name, taps: { letter_sign: () => answer } });
  const asked = async (ctx: RequestContext) =>
    (await taps.ask(ctx, sign, [letter]))[0]?.answers.map(({ answer }) => answer);
  const [old, young] = [systemContext(), systemContext()];

  const before = signing('one', 'Ann');
  assert.deepEqual(await asked(old), ['Ann']);
  before.retire();
  signing('one', 'Bea');
  assert.deepEqual(await asked(young), ['Bea']);
  assert.deepEqual(await asked(old), ['Ann']);
  before[Symbol.dispose]();
  assert.deepEqual(await asked(old), ['Bea'], 'what takes longer is not left without any');

  const last = signing('two', 'Cis');
  assert.deepEqual(await asked(young), ['Bea']);
  last[Symbol.dispose]();
  assert.deepEqual(await asked(systemContext()), ['Bea']);
});

test('plugins of one runner are asked in one go, and one by one where changes accumulate', async () => {
  const taps = createTaps([sign, edit, judge]);
  const asked: string[] = [];
  const runner: TapRunner = {
    ask: async (_ctx, tap, ids, inputs) => {
      asked.push(`${tap.name}: ${ids.join(', ')} about ${inputs.length}`);
      return ids.map((id) => inputs.map(() => (id === 'bad' ? { error: 'no' } : { answer: id })));
    },
  };
  const names = ['letter_sign', 'letter_edit'];
  for (const name of ['one', 'bad', 'two']) taps.register({ name, taps: names, runner });
  taps.register({ name: 'own', weight: 1, taps: { letter_sign: () => 'own' } });
  taps.register({ name: 'late', weight: 2, taps: names, runner });

  const signed = await taps.ask(systemContext(), sign, [letter, letter]);
  assert.deepEqual(
    signed.map(({ answers, failed }) => [answers.map(({ answer }) => answer), failed]),
    [
      [['one', 'two', 'own', 'late'], ['bad']],
      [['one', 'two', 'own', 'late'], ['bad']],
    ],
  );
  assert.deepEqual(asked.splice(0), [
    'letter_sign: one, bad, two about 2',
    'letter_sign: late about 2',
  ]);
  const [edited] = await taps.ask(systemContext(), edit, [letter]);
  assert.equal(edited?.input.text, 'Dear allonetwolate');
  assert.equal(asked.length, 4);
});

test('one plugin is asked alone, whether it is asked otherwise or not yet', async () => {
  const taps = createTaps([sign, edit, judge]);
  const ctx = systemContext();
  const asked: string[] = [];
  const handler = (name: string) => ({ letter_sign: () => (asked.push(name), name) });
  taps.register({ name: 'one', taps: handler('one') });
  taps.register({ name: 'two', taps: handler('two') });
  assert.deepEqual((await taps.askOnly(ctx, sign, 'two', letter)).answers, [
    { plugin: 'two', answer: 'two' },
  ]);
  assert.deepEqual(asked, ['two']);
  for (const [tap, plugin] of [
    [sign, 'three'],
    [edit, 'two'],
  ] as const) {
    assert.deepEqual((await taps.askOnly(ctx, tap, plugin, letter)).answers, []);
  }
  const runner: TapRunner = { ask: async () => [[{ answer: 'new' }]] };
  const coming = { name: 'three', taps: ['letter_sign'], runner };
  const [said] = (await taps.askOnly(ctx, sign, coming, letter)).answers;
  assert.deepEqual(said, { plugin: 'three', answer: 'new' });
});

test('who will be asked is known before, with the version of each', () => {
  const taps = createTaps([sign, edit]);
  const runner: TapRunner = { ask: async () => [] };
  taps.register({ name: 'late', weight: 1, taps: ['letter_sign'], runner, version: '2' });
  taps.register({ name: 'one', taps: { letter_sign: () => 'Ann' } });
  taps.register({ name: 'other', taps: { letter_edit: () => '!' } });
  assert.deepEqual(
    taps.answering(systemContext(), sign).map(({ name, version }) => [name, version]),
    [
      ['one', undefined],
      ['late', '2'],
    ],
  );
});
