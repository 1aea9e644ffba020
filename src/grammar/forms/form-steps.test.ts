import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Problem } from '#base';
import type { PageRequest } from '#grammar/routes';
import {
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormDefinition, FormValues } from './index.ts';

let now = new Date('2026-01-01T10:00:00Z');
const forms = await openTestForms({ clock: { now: () => now }, takeUpload: async () => 'a-file' });
after(() => forms[Symbol.asyncDispose]());

const submitted: FormValues[] = [];
const problems: Problem[] = [];

/** Who comes, what they eat, and where they sleep if they stay. */
const visit: FormDefinition<undefined> = {
  id: 'visit',
  build: async (_ctx, _args, values) => ({
    elements: {
      who: {
        kind: 'group',
        look: 'step',
        transparent: true,
        label: 'Who',
        elements: {
          name: { kind: 'text', label: 'Name', required: true },
          stays: { kind: 'checkbox', label: 'Stays', default: true },
          photo: { kind: 'file', label: 'Photo', extensions: ['png'], maxSize: 1000 },
        },
      },
      meals: {
        kind: 'group',
        look: 'step',
        label: 'Meals',
        elements: {
          dishes: {
            kind: 'rows',
            label: 'Dishes',
            rows: [],
            blank: { kind: 'text', label: 'Dish' },
            addLabel: 'Add',
            isEmpty: (value) => value === '',
          },
          days: { kind: 'number', label: 'Days', min: 1, default: '1' },
        },
      },
      night: {
        kind: 'group',
        look: 'step',
        label: 'Night',
        states: { visible: { element: '/stays', equals: true } },
        elements: {
          pillow: {
            kind: 'text',
            label: 'Pillow',
            default: `${JSON.stringify(values?.['name'])}’s pillow`,
          },
        },
      },
      remark: { kind: 'text', label: 'Remark' },
    },
    actions: { invite: { label: 'Invite' }, cancel: { label: 'Cancel', unvalidated: true } },
  }),
  validate: async () => problems,
  async submit(_ctx, _args, values, action) {
    if (action === 'cancel') return { kind: 'redirect', to: '/' };
    submitted.push(values);
    return { kind: 'redirect', to: '/visits' };
  },
};

type Changes = Readonly<Record<string, string | readonly string[]>>;

async function look(url: string) {
  const shown = await forms.run(visit, undefined, getRequest(url));
  return shown.kind === 'form' ? shown : assert.fail('the form is shown');
}

/** Opens a step, enters something, presses a button. */
async function press(
  url: string,
  button: string,
  changes: Changes,
  more: Partial<PageRequest> = {},
) {
  const entered = enteredIn((await look(url)).element);
  return sendAs(entered, url, button, changes, more);
}

async function sendAs(
  entered: Map<string, string[]>,
  url: string,
  button: string,
  changes: Changes,
  more: Partial<PageRequest> = {},
) {
  const [kind = '', name = ''] = button.split('=');
  const values = new Map<string, readonly string[]>([...entered, [kind, [name]]]);
  for (const [key, value] of Object.entries(changes)) values.set(key, [value].flat());
  return forms.run(visit, undefined, { ...postRequest(values, { url }), ...more });
}

async function next(url: string, changes: Changes): Promise<string> {
  const done = await press(url, '_op=next', changes);
  return done.kind === 'redirect' ? done.to : assert.fail(JSON.stringify(done));
}

function stepIn(shown: {
  readonly element: Parameters<typeof allElements>[0];
}): string | undefined {
  for (const one of allElements(shown.element)) {
    if (one['#attributes']?.['aria-current'] === 'step') {
      const [text] = [...allElements(one)].filter((inner) => inner['#type'] === 'text');
      return text?.['#type'] === 'text' ? text['#value'] : undefined;
    }
  }
  return undefined;
}

describe('a form in steps', () => {
  test('gives all that was entered at the end, each step at an address of its own', async () => {
    submitted.length = 0;
    assert.equal(stepIn(await look('/visit?from=home')), 'Who');
    const second = await next('/visit?from=home', { name: 'Ada' });
    assert.match(second, /^\/visit\?from=home&_state=[\w-]+&_step=meals$/);
    assert.equal(stepIn(await look(second)), 'Meals');
    const third = await next(second, { 'meals[dishes][]': ['0'], 'meals[dishes][0]': 'Soup' });
    const last = await look(third);
    assert.equal(stepIn(last), 'Night');
    assert.deepEqual(enteredIn(last.element).get('night[pillow]'), ['"Ada"’s pillow']);
    assert.equal((await press(third, '_action=invite', { remark: 'Late' })).kind, 'redirect');
    assert.deepEqual(submitted, [
      {
        name: 'Ada',
        stays: true,
        photo: '',
        meals: { dishes: ['Soup'], days: '1' },
        night: { pillow: '"Ada"’s pillow' },
        remark: 'Late',
      },
    ]);
  });

  test('goes on only from a step that is right, and back from any, with all that was typed', async () => {
    const again = await press('/visit', '_op=next', { name: ' ' });
    assert.ok(again.kind === 'form');
    assert.equal(again.status, 422);
    const second = await next('/visit', { name: 'Ada', stays: '' });
    const first = await press(second, '_op=back', { 'meals[days]': 'many' });
    assert.ok(first.kind === 'redirect');
    const shown = await look(first.to);
    assert.equal(stepIn(shown), 'Who');
    assert.deepEqual(enteredIn(shown.element).get('name'), ['Ada']);
    assert.equal(shown.values['stays'], false);
    const forth = await look(await next(first.to, {}));
    assert.deepEqual(enteredIn(forth.element).get('meals[days]'), ['many']);
  });

  test('leaves out a step that what was entered does not ask for', async () => {
    submitted.length = 0;
    const second = await next('/visit', { name: 'Ada', stays: '' });
    assert.equal((await press(second, '_action=invite', {})).kind, 'redirect');
    assert.equal(submitted[0]?.['name'], 'Ada');
  });

  test('keeps a file that was taken in an earlier step', async () => {
    submitted.length = 0;
    const entered = enteredIn((await look('/visit')).element);
    const upload = { filename: 'me.png', mime: 'image/png', size: 9, path: '/dev/null' };
    const body = {
      values: new Map<string, readonly string[]>([
        ...entered,
        ['name', ['Ada']],
        ['_op', ['next']],
      ]),
      uploads: new Map([['photo', [upload]]]),
    };
    const second = await forms.run(visit, undefined, {
      ...postRequest({}, { url: '/visit' }),
      body,
    });
    assert.ok(second.kind === 'redirect');
    await press(await next(second.to, {}), '_action=invite', {});
    assert.equal(submitted[0]?.['photo'], 'a-file');
  });

  test('checks all steps again at the end and shows the first that is wrong', async () => {
    const third = await next(await next('/visit', { name: 'Ada' }), {});
    problems.push({ pointer: '/meals/days', code: 'busy', message: 'Too long for us.' });
    const again = await press(third, '_action=invite', { remark: 'Kept' });
    problems.length = 0;
    assert.ok(again.kind === 'form');
    assert.equal(again.status, 422);
    assert.equal(stepIn(again), 'Meals');
    assert.match(JSON.stringify(again.element), /Too long for us/);
    const { element } = again;
    assert.match(element['#type'] === 'form' ? element['#action'] : '', /_step=meals$/);
  });

  test('says when the other steps are gone, and keeps the one that is sent', async () => {
    submitted.length = 0;
    const second = await next('/visit', { name: 'Ada' });
    const page = enteredIn((await look(second)).element);
    now = new Date(now.getTime() + 7 * 3_600_000);
    assert.match(JSON.stringify((await look(second)).element), /those are over/);
    const sent = await sendAs(page, second, '_op=next', { 'meals[days]': '3' });
    assert.ok(sent.kind === 'redirect');
    assert.match(sent.messages?.[0]?.text ?? '', /step that you sent is as you left it/);
    const first = await look(sent.to);
    assert.equal(stepIn(first), 'Who');
    const forth = await look(await next(sent.to, { name: 'Ada' }));
    assert.deepEqual(enteredIn(forth.element).get('meals[days]'), ['3']);
  });

  test('belongs to whoever began it', async () => {
    const second = await next('/visit', { name: 'Ada' });
    const stranger = { formKey: 'a stranger', ctx: { ...getRequest().ctx } };
    stranger.ctx = { ...stranger.ctx, actor: { ...stranger.ctx.actor, kind: 'anonymous' } };
    const seen = await forms.run(visit, undefined, { ...getRequest(second), ...stranger });
    assert.ok(seen.kind === 'form');
    assert.doesNotMatch(JSON.stringify(seen), /Ada/);
  });

  test('can be left from every step', async () => {
    assert.deepEqual(await press('/visit', '_action=cancel', {}), { kind: 'redirect', to: '/' });
  });
});
