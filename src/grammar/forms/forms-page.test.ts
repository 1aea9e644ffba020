import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isObject } from '#base';
import type { PageRoute } from '#grammar/routes';
import { enteredIn, getRequest, postRequest } from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormDefinition } from './index.ts';

const root = new URL('../../../', import.meta.url);

/** What the example number `at` of the page exports. */
async function importExample(at: number): Promise<Record<string, unknown>> {
  const page = await readFile(new URL('docs/forms.md', root), 'utf8');
  const example = [...page.matchAll(/```ts\n(.*?)```/gs)][at]?.[1] ?? '';
  await mkdir(new URL('.cache/', root), { recursive: true });
  const file = new URL(`.cache/forms-example-${at}.ts`, root);
  await writeFile(file, example);
  const module: unknown = await import(file.href);
  return isObject(module) ? module : assert.fail('the example is no module');
}

test('the example of docs/forms.md works as it stands there', async () => {
  const module = await importExample(0);
  assert.ok(typeof module['invitationPages'] === 'function');

  const invited: unknown[] = [];
  const guests = { invite: async (...guest: unknown[]) => void invited.push(guest) };
  await using forms = await openTestForms();
  // What the example exports is typed in the example itself.
  const [route] = module['invitationPages'](forms, guests) as PageRoute[];
  const shown = await route?.handle(getRequest('/guests/invite'));
  assert.ok(shown?.kind === 'page');

  const entered = enteredIn(shown.body);
  entered.set('name', ['Nobody']).set('mail', ['nobody@example.org']);
  const again = await route?.handle(postRequest(entered));
  assert.ok(again?.kind === 'page');
  assert.equal(again.status, 422);

  entered.set('name', ['Ada']).set('eats', ['1']).set('dishes[0]', ['Soup']);
  const done = await route?.handle(postRequest(entered));
  assert.equal(done?.kind, 'redirect');
  assert.deepEqual(invited, [['Ada', 'nobody@example.org', ['Soup']]]);
});

test('the example of a form in steps works as it stands there', async () => {
  const { journey } = await importExample(1);
  const booked: unknown[] = [];
  const trains = { book: async (...seat: unknown[]) => void booked.push(seat) };
  await using forms = await openTestForms();
  // What the example exports is typed in the example itself.
  const definition = journey as FormDefinition<typeof trains>;
  const send = async (url: string, changes: Readonly<Record<string, string>>) => {
    const shown = await forms.run(definition, trains, getRequest(url));
    const entered = shown.kind === 'form' ? enteredIn(shown.element) : assert.fail();
    for (const [name, value] of Object.entries(changes)) entered.set(name, [value]);
    return forms.run(definition, trains, postRequest(entered, { url }));
  };
  const rebuilt = await send('/journey', { country: 'Japan', _op: 'rebuild:/country' });
  assert.match(JSON.stringify(rebuilt), /Osaka/);
  const second = await send('/journey', { country: 'Japan', city: 'Osaka', _op: 'next' });
  assert.ok(second.kind === 'redirect');
  await send(second.to, { 'seat[window]': '1' });
  assert.deepEqual(booked, [['Osaka', true]]);
});
