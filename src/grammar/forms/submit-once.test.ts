import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { InvalidInput, newId, systemClock } from '#base';
import { openTestDatabase } from '../../../test/support/database.ts';
import { enteredIn, getRequest, postRequest } from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import { createFormStates, type FormDefinition, type FormOutcome } from './index.ts';

let now = new Date('2026-01-01T10:00:00Z');
const forms = await openTestForms({ clock: { now: () => now }, longestWait: 500 });
after(() => forms[Symbol.asyncDispose]());

/** A guest book that takes its time, and whoever writes into it. */
function guestBook(slow = 30, more: Partial<FormOutcome & { kind: 'redirect' }> = {}) {
  const written: string[] = [];
  /** What goes wrong with the next one. */
  const wrong: Error[] = [];
  const book: FormDefinition<undefined> = {
    id: 'guest_book',
    build: async () => ({
      elements: { name: { kind: 'text', label: 'Name', required: true } },
      actions: { write: { label: 'Write' } },
    }),
    async submit(_ctx, _args, values) {
      await wait(slow);
      const name = typeof values['name'] === 'string' ? values['name'] : '';
      const error = wrong.pop();
      if (error) throw error;
      written.push(name);
      return {
        kind: 'redirect',
        to: `/guest/${written.length}`,
        messages: [{ tone: 'positive', text: `Hello ${name}.` }],
        ...more,
      };
    },
  };
  const open = async () => {
    const shown = await forms.run(book, undefined, getRequest());
    return shown.kind === 'form' ? enteredIn(shown.element) : assert.fail();
  };
  const send = (entered: Map<string, string[]>, name: string) =>
    forms.run(book, undefined, postRequest(new Map([...entered, ['name', [name]]])));
  const to = async (...args: Parameters<typeof send>) => {
    const done = await send(...args);
    return done.kind === 'redirect' ? done.to : done.kind;
  };
  return { written, wrong, open, send, to };
}

describe('a form that is sent twice', () => {
  test('by an impatient hand acts once, and both are led to the same place', async () => {
    const { written, open, send } = guestBook();
    const page = await open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(page, 'Ada')));
    const message = { tone: 'positive', text: 'Hello Ada.' };
    for (const answer of answers) {
      assert.deepEqual(answer, { kind: 'redirect', to: '/guest/1', messages: [message] });
    }
    assert.deepEqual(written, ['Ada']);
  });

  test('one after the other acts once', async () => {
    const { written, open, to } = guestBook();
    const page = await open();
    assert.equal(await to(page, 'Ada'), '/guest/1');
    assert.equal(await to(page, 'Ada'), '/guest/1');
    assert.deepEqual(written, ['Ada']);
  });

  test('with something else in it acts again, and also when it is then as it was', async () => {
    const { written, open, to } = guestBook();
    const page = await open();
    for (const name of ['Ada', 'Grace', 'Ada']) await to(page, name);
    assert.deepEqual(written, ['Ada', 'Grace', 'Ada']);
  });

  test('from two pages acts twice', async () => {
    const { written, open, to } = guestBook();
    await Promise.all([to(await open(), 'Ada'), to(await open(), 'Ada')]);
    assert.deepEqual(written, ['Ada', 'Ada']);
  });

  test('is done by the second when the first could not be done', async () => {
    const { written, wrong, open, send } = guestBook();
    const page = await open();
    wrong.push(new Error('The pen is empty.'));
    const [first, second] = await Promise.allSettled([send(page, 'Ada'), send(page, 'Ada')]);
    const outcomes = [first.status, second.status].sort();
    assert.deepEqual(outcomes, ['fulfilled', 'rejected']);
    assert.deepEqual(written, ['Ada']);
    wrong.push(new InvalidInput('book.name', 'Not this name.'));
    assert.equal((await send(page, 'Eve')).kind, 'form');
    assert.equal((await send(page, 'Eve')).kind, 'redirect');
  });

  test('tells the second to wait when the first takes very long', async () => {
    const { written, open, send } = guestBook(1_500);
    const page = await open();
    const first = send(page, 'Ada');
    await wait(20);
    const second = await send(page, 'Ada');
    assert.ok(second.kind === 'form');
    assert.match(second.problems[0]?.message ?? '', /still being done/);
    assert.equal((await first).kind, 'redirect');
    assert.deepEqual(written, ['Ada']);
  });

  test('acts again after six hours, and a few seconds after it began a session', async () => {
    const { written, open, to } = guestBook(1);
    const page = await open();
    await to(page, 'Ada');
    now = new Date(now.getTime() + 6 * 3_600_000);
    await to(page, 'Ada');
    assert.equal(written.length, 2);

    const entrance = guestBook(1, { session: 'a secret' });
    const door = await entrance.open();
    const [one, two] = await Promise.all([entrance.send(door, 'Ada'), entrance.send(door, 'Ada')]);
    assert.deepEqual(one, two);
    assert.equal(one?.kind === 'redirect' && one.session, 'a secret');
    now = new Date(now.getTime() + 11_000);
    await entrance.to(door, 'Ada');
    assert.equal(entrance.written.length, 2);
  });
});

test('what a form led to is found again when its page is gone', async () => {
  const { open, to } = guestBook();
  const page = await open();
  const sent = postRequest(new Map([...page, ['name', ['Ada']]]));
  assert.equal(await forms.recall(sent), undefined);
  await to(page, 'Ada');
  assert.equal((await forms.recall(sent))?.to, '/guest/1');
  assert.equal(await forms.recall({ ...sent, formKey: 'somebody else' }), undefined);
  const other = postRequest(new Map([...page, ['name', ['Grace']]]));
  assert.equal(await forms.recall(other), undefined);
});

test('what makes a form act once costs a statement before and one after', async () => {
  await using database = await openTestDatabase();
  const { once } = createFormStates({ database, secret: 'secret', clock: systemClock });
  const sent = { id: newId<'form_state'>(), owner: Buffer.alloc(32), digest: Buffer.alloc(32, 1) };
  const count = async (outcome: FormOutcome) => {
    const before = database.statements();
    await once.run(getRequest().ctx, sent, async () => outcome);
    return database.statements() - before;
  };
  assert.equal(await count({ kind: 'again' }), 2);
  assert.equal(await count({ kind: 'redirect', to: '/' }), 2);
});
