/** Whether `text` is a day of the calendar written `2026-01-31`; 2023-02-30 is none. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Whether `text` is a day and a time written `2026-01-31T12:30`, seconds allowed. */
export function isDateTime(text: string): boolean {
  const [date, time, ...rest] = text.split('T');
  return (
    rest.length === 0 &&
    isDate(date ?? '') &&
    /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/.test(time ?? '')
  );
}
