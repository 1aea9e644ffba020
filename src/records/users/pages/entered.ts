import type { FormValues } from '#grammar/forms';

/** The text that was entered in the element `name`. */
export function entered(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

/** Whether the box `name` was ticked. */
export function ticked(values: FormValues, name: string): boolean {
  return values[name] === true;
}

/** What was chosen among the boxes of `name`. */
export function chosen(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
