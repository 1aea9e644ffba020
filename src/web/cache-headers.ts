import type { Dependencies } from '#grammar/render';

export interface CacheOptions {
  /** What a page depends on is said to developers only. */
  readonly production: boolean;
}

/** No shared cache keeps it, and the browser asks again before it shows it. */
export const ASK_AGAIN = 'private, no-cache';

/**
 * Nobody keeps a page without asking again: only this site knows when it is not right any more.
 * `x-cache-tags`, `x-cache-contexts` and `x-cache-max-age` say to developers what it depends on.
 */
export function cacheHeaders(
  dependencies: Dependencies,
  { production }: CacheOptions,
): Readonly<Record<string, string>> {
  return { 'cache-control': ASK_AGAIN, ...(production ? {} : whatItDependsOn(dependencies)) };
}

function whatItDependsOn({ cacheTags, contexts, maxAge }: Dependencies) {
  return {
    'x-cache-tags': oneLine(cacheTags),
    'x-cache-contexts': oneLine(contexts),
    ...(maxAge === undefined ? {} : { 'x-cache-max-age': String(maxAge) }),
  };
}

/** Proxies refuse heads of more than 8 KB. */
const LONGEST = 4_000;

function oneLine(names: ReadonlySet<string>): string {
  const line = [...names].sort().join(' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}...`;
}
