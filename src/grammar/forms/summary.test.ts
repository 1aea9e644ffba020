import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { InvalidInput, type Problem } from '#base';
import {
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormDefinition, FormElements } from './index.ts';

const forms = await openTestForms();
after(() => forms[Symbol.asyncDispose]());

const name = { kind: 'group', elements: { value: { kind: 'text', label: 'Name' } } } as const;
const sponsor = { kind: 'group', look: 'plain', elements: { name } } as const;
const tag = { kind: 'group', elements: { value: { kind: 'text', label: 'Tags' } } } as const;
const elements: FormElements = {
  seats: { kind: 'number', label: 'Seats', default: 'many' },
  room: { kind: 'text', label: 'Room', required: true },
  place: { kind: 'group', look: 'fieldset', label: 'Place', elements: { name } },
  sponsors: {
    kind: 'rows',
    label: 'Sponsors',
    rows: [sponsor, sponsor],
    blank: sponsor,
    addLabel: 'Add to Sponsors',
    isEmpty: () => false,
  },
  tags: {
    kind: 'rows',
    label: 'Tags',
    rows: [tag],
    blank: tag,
    addLabel: 'Add to Tags',
    isEmpty: () => false,
  },
  more: {
    kind: 'group',
    look: 'side',
    transparent: true,
    label: 'Publishing',
    elements: { log: { kind: 'text', label: 'Log' } },
  },
};

/** What the summary says, and what stands beside the elements, where `problems` are found. */
async function said(problems: readonly Problem[]) {
  const definition: FormDefinition<undefined> = {
    id: 'demo',
    build: async () => ({ elements, actions: { save: { label: 'Save' } } }),
    validate: async () => problems,
    submit: async () => {
      throw new InvalidInput('demo.invalid', 'Never sent.');
    },
  };
  const shown = await forms.run(definition, undefined, getRequest());
  assert.ok(shown.kind === 'form');
  const again = await forms.run(definition, undefined, postRequest(enteredIn(shown.element)));
  assert.ok(again.kind === 'form');
  const drawn = [...allElements(again.element)];
  const notice = drawn.find((one) => one['#type'] === 'notice') ?? assert.fail();
  const lines = [...allElements(notice)].flatMap((one) =>
    one['#type'] === 'link' ? [one['#value']] : [],
  );
  const beside = drawn.flatMap((one) => (one['#type'] === 'form_item' ? one['#problems'] : []));
  return { lines, beside };
}

it('names in the summary the element that each line is about, as far as the line does not', async () => {
  const { lines, beside } = await said([
    { pointer: '/place/name/value', code: 'bad', message: 'Too short.' },
    { pointer: '/sponsors/1/name/value', code: 'bad', message: 'Too long.' },
    { pointer: '/sponsors/1', code: 'bad', message: 'One of these is enough.' },
    { pointer: '/sponsors/0/name', code: 'required', message: 'Name is required.' },
    { pointer: '/tags/0/value', code: 'bad', message: 'Not a tag.' },
    { pointer: '/log', code: 'bad', message: 'Write “Log” in a word.' },
  ]);
  assert.deepEqual(lines, [
    'Seats: Write a number in digits, e.g. 12 or 12.5.',
    'Room is required.',
    'Place, Name: Too short.',
    'Sponsors, row 1: Name is required.',
    'Sponsors, row 2, Name: Too long.',
    'Sponsors, row 2: One of these is enough.',
    'Tags, row 1: Not a tag.',
    'Write “Log” in a word.',
  ]);
  // Beside an element its label stands already.
  assert.deepEqual(beside?.slice(0, 3), [
    'Write a number in digits, e.g. 12 or 12.5.',
    'Room is required.',
    'Too short.',
  ]);
});
