import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import {
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormDefinition, FormElement, FormValue, FormValues } from './index.ts';

// Parts of a house: rooms, each with a name and things in it. Two levels of rows.
const thing: FormElement = { kind: 'text', label: 'Thing' };
function things(rows: readonly FormElement[] = []): FormElement {
  return {
    kind: 'rows',
    label: 'Things',
    rows,
    blank: thing,
    addLabel: 'Add a thing',
    isEmpty: (value: FormValue) => value === '',
  };
}
const room: FormElement = {
  kind: 'group',
  elements: { name: { kind: 'text', label: 'Name' }, things: things() },
};
const house: FormDefinition<undefined> = {
  id: 'house',
  build: async () => ({
    elements: {
      address: { kind: 'text', label: 'Address', required: true },
      rooms: {
        kind: 'rows',
        label: 'Rooms',
        rows: [],
        blank: room,
        addLabel: 'Add a room',
        isEmpty: () => false,
      },
    },
    actions: { save: { label: 'Save' } },
  }),
  submit: async () => ({ kind: 'redirect', to: '/' }),
};

const forms = await openTestForms({ clock: { now: () => new Date('2026-01-01') } });
after(() => forms[Symbol.asyncDispose]());

async function send(entered: Map<string, readonly string[]>) {
  const answer = await forms.run(house, undefined, postRequest(entered));
  return answer.kind === 'form' ? answer : assert.fail('the form comes again');
}

interface Room {
  readonly name: string;
  readonly things: readonly string[];
}

const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('add', 'remove', 'up', 'down'), room: fc.nat(9) }),
  fc.record({
    kind: fc.constantFrom('add', 'remove', 'up', 'down'),
    room: fc.nat(9),
    thing: fc.nat(9),
  }),
);
type Step = { readonly kind: string; readonly room: number; readonly thing?: number };

/** The same on a plain array; undefined when there is no such row. */
function change<Row>(rows: readonly Row[], kind: string, at: number, fresh: Row): readonly Row[] {
  const row = rows[at];
  if (kind === 'add') return [...rows, fresh];
  if (row === undefined) return rows;
  const without = rows.toSpliced(at, 1);
  if (kind === 'remove') return without;
  const target = kind === 'up' ? at - 1 : at + 1;
  return target < 0 || target >= rows.length ? rows : without.toSpliced(target, 0, row);
}

/** A list that is empty is shown with one blank row, which is a row from then on. */
function padded(rooms: readonly Room[]): readonly Room[] {
  const some = rooms.length === 0 ? [{ name: '', things: [] }] : rooms;
  return some.map((one) => (one.things.length === 0 ? { ...one, things: [''] } : one));
}

function keysOf(entered: Map<string, readonly string[]>, name: string): readonly string[] {
  return (entered.get(`${name}[]`) ?? []).filter((key) => key !== '');
}

test('any sequence of row buttons, at both levels, does what it does to a plain array', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps: readonly Step[]) => {
      const first = await forms.run(house, undefined, getRequest());
      assert.ok(first.kind === 'form');
      let entered = enteredIn(first.element);
      let model: readonly Room[] = padded([]);
      let count = 0;
      for (const { kind, room: at, thing: inner } of steps) {
        // Something is typed into every box first: nothing of it may get lost.
        const keys = keysOf(entered, 'rooms');
        model = model.map((one, i) => {
          const name = `rooms[${keys[i]}]`;
          const typed = {
            name: `name ${count++}`,
            things: one.things.map(() => `thing ${count++}`),
          };
          entered.set(`${name}[name]`, [typed.name]);
          const inside = keysOf(entered, `${name}[things]`);
          typed.things.forEach((text, j) => entered.set(`${name}[things][${inside[j]}]`, [text]));
          return typed;
        });
        const key = keys[at];
        if (inner === undefined) {
          const path = kind === 'add' ? '/rooms' : `/rooms/${key}`;
          entered.set('_op', [`${kind}:${path}`]);
          model = change(model, kind, at, { name: '', things: [] });
        } else {
          const inside = keysOf(entered, `rooms[${key}][things]`)[inner];
          const path = `/rooms/${key}/things${kind === 'add' ? '' : `/${inside}`}`;
          entered.set('_op', [`${kind}:${path}`]);
          model = model.map((one, i) =>
            i === at ? { ...one, things: change(one.things, kind, inner, '') } : one,
          );
        }
        const page = await send(entered);
        assert.equal(page.status, 200);
        entered = enteredIn(page.element);
        model = padded(model);
        const values = (await send(entered.set('address', ['']))).values;
        assert.deepEqual(withoutBlanks(values), model.map(withoutBlankThings));
      }
    }),
    { numRuns: 150 },
  );
});

function withoutBlanks(values: FormValues): FormValue | undefined {
  return values['rooms'];
}

/** A real submission drops things that are empty. */
function withoutBlankThings(room: Room): Room {
  return { ...room, things: room.things.filter((text) => text !== '') };
}

test('the buttons of a row say what is in it, or else its number', async () => {
  const shown = await forms.run(house, undefined, getRequest());
  assert.ok(shown.kind === 'form');
  const entered = enteredIn(shown.element);
  const { element } = await send(
    entered.set('rooms[0][name]', ['Kitchen']).set('_op', ['add:/rooms']),
  );
  const buttons = [...allElements(element)].flatMap((one) =>
    one['#type'] === 'button' ? [one['#value']] : [],
  );
  for (const name of [
    'Move “Kitchen”',
    'Move “Kitchen” down',
    'Remove “Kitchen”',
    'Move Rooms 2 up',
  ]) {
    assert.ok(buttons.includes(name), `${name}: ${buttons.join(', ')}`);
  }
});
