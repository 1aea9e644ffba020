/** The text that stands there; '' for anything else. */
export function enteredText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
