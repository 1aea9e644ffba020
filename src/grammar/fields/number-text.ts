/** Numbers as people of a locale write them. */

/** Making a formatter takes thirty times as long as using it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format;
}

/** `value` with the separators of `locale`. */
export function formatNumber(value: number, locale: string): string {
  return formatOf(locale, 20).format(value);
}

/** A decimal number given as digits, with the separators of `locale` and every digit kept. */
export function formatDecimal(digits: string, locale: string): string {
  const fraction = digits.split('.')[1]?.length ?? 0;
  const key = `${locale} exactly ${fraction}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: fraction,
      maximumFractionDigits: fraction,
    });
    formats.set(key, format);
  }
  // The validator let only digits with a sign and a point through, which is what the type means.
  return format.format(digits as Intl.StringNumericLiteral);
}

/** 1536 as "1.5 kB": what people see next to a file. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${formatOf(locale, digits).format(value)} ${units[unit]}`;
}
