import type { Total } from '../run/gather-result.ts';

/** "1 result", "1,234 results", "More than 1,000 results". */
export function totalWords({ count, exact }: Total, locale: string): string {
  const number = new Intl.NumberFormat(locale).format(count);
  if (!exact) return `More than ${number} results`;
  return count === 1 ? '1 result' : `${number} results`;
}
