import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import { kernelFormats } from '#grammar/formats';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('text formats are chosen from those that there are, and one is the default', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'talk', { name: 'Talk' });
  const url = '/admin/structure/types/talk/fields';
  const { html } = await ada.get(`${url}/add/long_text`);
  for (const { name, label } of kernelFormats) {
    assert.match(html, new RegExp(`name="settings\\[formats\\]" value="${name}"`));
    assert.match(html, new RegExp(`<option value="${name}"[^>]*>${label}`));
  }
  const settings = () => items.getType({ stage: LIVE }, 'talk').fields[0]?.settings;
  await ada.submit(`${url}/add/long_text`, {
    label: 'Text',
    name: 'body',
    'settings[formats]': ['filtered_html', 'plain_text'],
    'settings[default_format]': 'plain_text',
  });
  assert.deepEqual(settings()?.['formats'], ['plain_text', 'filtered_html']);
  const again = await ada.submit(`${url}/body`, { label: 'Words' });
  assert.match(again.text, /“Words” was saved\./);
  assert.deepEqual(settings()?.['formats'], ['plain_text', 'filtered_html']);
  await ada.submit(`${url}/body`, { 'settings[default_format]': 'full_html' });
  assert.deepEqual(settings()?.['formats'], ['full_html', 'filtered_html', 'plain_text']);

  const misspelt = items.updateField(system, 'talk', 'body', {
    settings: { formats: ['ful_html'] },
  });
  await assert.rejects(misspelt, (error) => {
    assert.match(JSON.stringify(error), /no text format “ful_html”\. Did you mean full_html\?/);
    return true;
  });
});
