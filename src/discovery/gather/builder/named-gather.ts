import type { FormElements, FormValues } from '#grammar/forms';

/** The names of a new gather. */
export function nameElements(label = ''): FormElements {
  return {
    label: { kind: 'text', label: 'Name', required: true, maxLength: 200, default: label },
    name: {
      kind: 'text',
      label: 'Machine name',
      help: 'Small letters, digits and underscores.',
      required: true,
      maxLength: 50,
      machineNameOf: '/label',
    },
  };
}

/** What was typed in a line, without spaces around it. */
export function typed(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}
