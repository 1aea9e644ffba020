import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PluginHandlers } from '#grammar/taps';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { readGuest } from '../support/plugins.ts';

const PASSWORD = 'correct horse battery';
const refusing = () => [{ pointer: '', code: 'no', message: 'Nobody may.' }];
const failing = () => Promise.reject(new Error('It always fails.'));
const emptied = () => [{ op: 'set', path: '/page/body', value: { '#type': 'text', '#value': '' } }];
const disarmed = (input: unknown) => {
  const { form } = input as { form: { elements: object; actions: object } };
  return [
    ...Object.keys(form.elements).map((name) => ({ op: 'remove', path: `/elements/${name}` })),
    ...Object.keys(form.actions).map((name) => ({ op: 'remove', path: `/actions/${name}` })),
  ];
};

const HOSTILE: readonly PluginHandlers[] = [
  { name: 'no', taps: { form_validate: refusing } },
  { name: 'broken', taps: { form_validate: failing } },
  { name: 'thief', taps: { form_alter: disarmed, page_alter: emptied } },
];

for (const hostile of HOSTILE) {
  test(`however the plugin “${hostile.name}” behaves, an administrator signs in and manages plugins`, async () => {
    await using site = await openTestKernel({ plugins: [hostile] });
    await putPlugin(join(site.settings.data, 'plugins'), 'places', readGuest('plain'), {
      taps: ['item_view'],
    });
    const ada = await site.users.createUser(site.system, {
      name: 'Ada',
      isAdmin: true,
      password: PASSWORD,
    });

    const browser = site.browse();
    await browser.submit('/user/login', { name: 'Ada', password: PASSWORD });
    assert.equal((await browser.get('/admin/plugins')).status, 200);
    for (const [verb, done] of [
      ['enable', 'is enabled'],
      ['disable', 'is disabled'],
      ['uninstall', 'is uninstalled'],
    ] as const) {
      const answer = await browser.submit(`/admin/plugins/places/${verb}`, {});
      assert.ok(answer.text.includes(done), answer.text);
    }

    const other = site.browse();
    const link = await site.users.loginLinks.create(site.system, ada.id);
    await other.submit(link, {});
    assert.equal((await other.get('/admin/plugins')).status, 200);
  });
}
