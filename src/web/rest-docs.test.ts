import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openTestKernel } from '../../test/support/kernel.ts';

const PAGE = new URL('../../docs/rest.md', import.meta.url);
/** A request, and below it the status that it is answered with. */
const EXAMPLE = /^```http\n(?<asked>.*?)^```\n\n`(?<status>\d{3})`/gms;

test('each example of the page about REST is answered as the page says', async () => {
  const page = await readFile(PAGE, 'utf8');
  const examples = [...page.matchAll(EXAMPLE)].map(({ groups }) => groups ?? {});
  assert.equal(examples.length, page.split('```http').length - 1);
  await using site = await openTestKernel();
  const { items, users, system, app } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'long_text', label: 'Text' });
  const { ctx } = await site.signIn({ isAdmin: true });
  const made = await users.tokens.create(ctx, ctx.actor.id, {
    name: 'Docs',
    scopes: ['read', 'write'],
  });
  const known = new Map([['TOKEN', made.token]]);
  for (const { asked = '', status } of examples) {
    const said = asked.replaceAll(/\b(?:TOKEN|ID|REVISION)\b/g, (name) => known.get(name) ?? name);
    const [head = '', payload] = said.trim().split('\n\n');
    const [line = '', ...headers] = head.split('\n');
    const [method = '', url = ''] = line.split(' ');
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: Object.fromEntries(headers.map((one) => one.split(/: (.*)/s).slice(0, 2))),
      ...(payload === undefined ? {} : { payload }),
    });
    assert.equal(String(answer.statusCode), status, `${line}: ${answer.body}`);
    const body: { readonly id?: string; readonly revision?: string } =
      answer.body === '' ? {} : answer.json();
    if (body.id !== undefined) known.set('ID', body.id);
    if (body.revision !== undefined) known.set('REVISION', body.revision);
  }
});
