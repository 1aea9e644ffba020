/** The names that somebody who wrote `wanted` may have meant, nearest first, at most three. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const from = wanted.slice(0, 64).toLowerCase();
  return names
    .map((name) => ({ name, distance: editDistance(from, name.toLowerCase()) }))
    .filter(
      ({ name, distance }) =>
        distance <= Math.min(3, Math.max(1, Math.floor(from.length / 2))) ||
        (from.length > 2 && (name.includes(from) || from.includes(name))),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** How many letters to add, take away or change to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
