import type { Option } from '#grammar/forms';

/** Whether times can be shown in a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Every zone by its part of the world; `current` too, when it is known by another name. */
export function timeZoneOptions(current: string): readonly Option[] {
  const known = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC');
  const names = current === 'UTC' || known.includes(current) ? known : [current, ...known];
  return [
    { value: 'UTC', label: 'UTC' },
    ...names.map((value) => {
      const [area = '', ...place] = value.split('/');
      return place.length === 0
        ? { value, label: value }
        : { value, label: place.join(', ').replaceAll('_', ' '), group: area };
    }),
  ];
}
