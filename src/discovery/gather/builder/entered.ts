import { isObject } from '#base';
import type { FormValue, FormValues } from '#grammar/forms';

/** Reading what stands in the builder; what is not there is empty. */

export function valueIn(of: FormValue | undefined, name: string): FormValue | undefined {
  if (!isObject(of)) return undefined;
  const value: unknown = of[name];
  return isFormValue(value) ? value : undefined;
}

export function textIn(of: FormValue | undefined, name: string): string {
  const value = valueIn(of, name);
  return typeof value === 'string' ? value.trim() : '';
}

export function isOn(of: FormValue | undefined, name: string): boolean {
  return valueIn(of, name) === true;
}

export function textsIn(of: FormValue | undefined, name: string): readonly string[] {
  const value = valueIn(of, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function rowsIn(of: FormValue | undefined, name: string): readonly FormValue[] {
  const value = valueIn(of, name);
  return Array.isArray(value) ? value : [];
}

/** A name that no other of `taken` has: `city`, `city_2`. Notes it down. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  const base =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 40) || 'part';
  let name = base;
  for (let n = 2; taken.has(name); n += 1) name = `${base}_${n}`;
  taken.add(name);
  return name;
}

function isFormValue(value: unknown): value is FormValue {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (Array.isArray(value) ? value.every(isFormValue) : isFormValues(value))
  );
}

function isFormValues(value: unknown): value is FormValues {
  return isObject(value) && Object.values(value).every(isFormValue);
}
