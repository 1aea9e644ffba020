import { TooLarge } from '#base';
import type { FormBody, Upload } from '#grammar/routes';

/** What the browser sent, as elements ask for it by name. */
export interface Submission {
  values(name: string): readonly string[] | undefined;
  uploads(name: string): readonly Upload[];
  /**
   * What it means that a name is missing. A POST form always sends every element that it showed,
   * so one that is missing was not there yet and holds its default; a GET form leaves out boxes
   * that are not ticked.
   */
  readonly missing: 'default' | 'empty';
}

/** More than any screen of ours has, and few enough to work through in milliseconds. */
const MOST_NAMES = 10_000;

export function postSubmission(body: FormBody): Submission {
  if (body.values.size + body.uploads.size > MOST_NAMES) {
    throw new TooLarge(
      'form.too_many_fields',
      `The form sent more than ${MOST_NAMES} fields. Nothing was kept; send it in parts.`,
    );
  }
  return {
    values: (name) => body.values.get(name),
    uploads: (name) => body.uploads.get(name) ?? [],
    missing: 'default',
  };
}

/** What was entered in earlier steps, and what is sent now in their place. */
export function keptSubmission(
  kept: ReadonlyMap<string, readonly string[]>,
  sent: Submission | undefined,
): Submission {
  return {
    values: (name) => sent?.values(name) ?? kept.get(name),
    uploads: (name) => sent?.uploads(name) ?? [],
    missing: 'default',
  };
}

/** What a GET form sent in the query; undefined when none of `names` is in it. */
export function querySubmission(
  query: URLSearchParams,
  names: Iterable<string>,
): Submission | undefined {
  for (const name of names) {
    if (!query.has(name)) continue;
    return {
      values: (asked) => (query.has(asked) ? query.getAll(asked) : undefined),
      uploads: () => [],
      missing: 'empty',
    };
  }
  return undefined;
}
