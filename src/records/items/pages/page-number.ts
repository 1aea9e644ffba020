/** More pages than this nobody leafs through; PostgreSQL takes no larger offsets than it can count. */
const MOST = 100_000;

/** The zero-based page that the query asks for; the first when it makes no sense. */
export function pageNumber(query: URLSearchParams): number {
  const text = query.get('page') ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), MOST) : 0;
}
