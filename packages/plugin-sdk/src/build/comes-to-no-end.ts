/** What is said of a plugin that is still being loaded after so many milliseconds. */
export function comesToNoEnd(longest: number): string {
  return `it does not come to an end within ${longest / 1000} seconds. Look for a loop outside of its functions.`;
}
