import { setTimeout as wait } from 'node:timers/promises';
import type { FormDefinition, FormElements, FormValues } from '#grammar/forms';

const CITIES: Readonly<Record<string, readonly string[]>> = {
  italy: ['Rome', 'Turin'],
  japan: ['Kyoto', 'Osaka'],
};

export const people = ['Ada Lovelace', 'Grace Hopper'].map((label, i) => ({
  value: `id-${i}`,
  label,
}));

const options = (labels: readonly string[]) =>
  labels.map((label) => ({ value: label.toLowerCase(), label }));

/** A trip: with everything that a form can do, on one page or in steps. */
export function tripForm(
  inSteps: boolean,
  submitted: FormValues[],
  slow: () => number,
): FormDefinition<undefined> {
  return {
    id: 'trip',
    async build(_ctx, _args, values) {
      const cities = CITIES[typeof values?.['country'] === 'string' ? values['country'] : ''] ?? [];
      const who: FormElements = {
        title: { kind: 'text', label: 'Title', required: true, maxLength: 20 },
        guide: {
          kind: 'autocomplete',
          label: 'Guide',
          source: '/people',
          lookup: async (typed) => people.find((one) => one.label === typed)?.value,
        },
      };
      const where: FormElements = {
        country: {
          kind: 'select',
          label: 'Country',
          rebuilds: true,
          options: options(['Italy', 'Japan']),
        },
        city: { kind: 'radios', label: 'City', options: options(cities) },
        stops: {
          kind: 'rows',
          label: 'Stops',
          rows: [],
          blank: { kind: 'text', label: 'Name of the stop', labelHidden: true },
          addLabel: 'Add a stop',
          isEmpty: (value) => value === '',
        },
      };
      const more: FormElements = {
        map: { kind: 'file', label: 'Map', extensions: ['png'], maxSize: 50_000_000 },
        mail: { kind: 'text', input: 'email', label: 'Mail' },
        code: { kind: 'text', input: 'password', label: 'Code' },
      };
      const step = (label: string, elements: FormElements) =>
        ({ kind: 'group', look: 'step', transparent: true, label, elements }) as const;
      return {
        elements: inSteps
          ? { one: step('Who', who), two: step('Where', where), three: step('More', more) }
          : { ...who, ...where, ...more },
        actions: { save: { label: 'Save' } },
      };
    },
    async submit(_ctx, _args, values) {
      await wait(slow());
      submitted.push(values);
      const text = `Saved ${JSON.stringify(values['title'])}.`;
      return { kind: 'redirect', to: '/done', messages: [{ tone: 'positive', text }] };
    },
  };
}
