import { isObject, type JsonObject, type Problem } from '#base';
import type { FilterUse } from '#grammar/formats';
import type { FormValue, FormValues } from '#grammar/forms';
import type { FormatInput } from '../format-input.ts';

/** A format as it was entered, and where in the form each of its filters stands. */
export interface EnteredFormat {
  readonly name: string;
  readonly input: FormatInput;
  readonly base: string;
  readonly sample: string;
  /** By the place of the filter in `input`: the pointer of its group. */
  readonly places: readonly string[];
}

export function enteredFormat(values: FormValues): EnteredFormat {
  const rows: FormValue[] = Array.isArray(values['filters']) ? [...values['filters']] : [];
  const all = [
    ...rows.map((row, at) => ({ row, place: `/filters/${at}` })),
    { row: values['limit'], place: '/limit' },
  ];
  const used = all.flatMap(({ row, place }) => {
    const use = isObject(row) && row['on'] === true ? useOf(row) : undefined;
    return use ? [{ use, place }] : [];
  });
  return {
    name: textOf(values['name']),
    input: { label: textOf(values['label']), filters: used.map(({ use }) => use) },
    base: textOf(values['base']),
    sample: textOf(values['sample']),
    places: used.map(({ place }) => place),
  };
}

/** Problems of the input where its elements stand in the form. */
export function problemsInForm(
  problems: readonly Problem[],
  places: readonly string[],
): readonly Problem[] {
  return problems.map((problem) => {
    const [, at, rest = ''] = /^\/filters\/(\d+)(.*)$/.exec(problem.pointer) ?? [];
    const place = at === undefined ? undefined : places[Number(at)];
    return place === undefined ? problem : { ...problem, pointer: place + (rest || '/on') };
  });
}

function useOf(row: Record<string, unknown>): FilterUse | undefined {
  const { name, settings } = row;
  if (typeof name !== 'string' || name === '') return undefined;
  // What a form holds is JSON; the filter reads of it what it knows.
  const entered = isObject(settings) ? (settings as JsonObject) : {};
  return { name, settings: entered };
}

function textOf(value: FormValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
