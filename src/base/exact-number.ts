/** Digits with a sign, a point and an exponent, as people and JSON write numbers. */
const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Whether `text` is a decimal number; `0x10` and `Infinity` are none. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * The number that `text` writes; undefined where it writes none, or one that becomes another:
 * 1785000000000000001 has more digits than a number keeps, 1e400 is larger than all of them.
 */
export function exactNumber(text: string): number | undefined {
  const number = Number(text);
  if (String(number) === text && Number.isFinite(number)) return number;
  const written = significant(text);
  return written !== undefined && written === significant(String(number)) ? number : undefined;
}

/** Sign, digits and exponent, alike for all ways to write one number. */
function significant(text: string): string | undefined {
  const parts = DECIMAL.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  const shift = Number(exponent) - fraction.length + digits.length - end;
  return `${sign === '-' ? '-' : ''}${digits.slice(0, end)}e${shift}`;
}
