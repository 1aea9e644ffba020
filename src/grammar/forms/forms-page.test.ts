import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isObject } from '#base';
import type { PageRoute } from '#grammar/routes';
import { enteredIn, getRequest, postRequest } from '../../../test/support/form-request.ts';
import { createForms } from './index.ts';

const root = new URL('../../../', import.meta.url);

test('the example of docs/forms.md works as it stands there', async () => {
  const page = await readFile(new URL('docs/forms.md', root), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(page)?.[1] ?? '';
  await mkdir(new URL('.cache/', root), { recursive: true });
  const file = new URL('.cache/forms-example.ts', root);
  await writeFile(file, example);
  const module: unknown = await import(file.href);
  assert.ok(isObject(module) && typeof module['invitationPages'] === 'function');

  const invited: unknown[] = [];
  const guests = { invite: async (...guest: unknown[]) => void invited.push(guest) };
  const forms = createForms({
    secret: 'secret',
    clock: { now: () => new Date() },
    takeUpload: async () => '',
  });
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
