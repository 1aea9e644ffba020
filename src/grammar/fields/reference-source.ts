import type { ReferenceType } from './field-type.ts';

/** Where autocomplete boxes ask for records: the path of `reference-pages.ts`. */
export const REFERENCE_PATH = '/reference/{type}/{kinds}';

/** Stands for "any kind" in the path. */
const ANY = '-';

export function referenceSource(type: ReferenceType, bundles: readonly string[]): string {
  return `/reference/${type}/${bundles.length > 0 ? bundles.join(',') : ANY}`;
}

export function bundlesFromPath(kinds: string): readonly string[] {
  return kinds === ANY ? [] : kinds.split(',');
}
