/**
 * Whether some address is meant by both paths. Parameters are `:id` or `{id}`; a `*` at the end is
 * all that begins so.
 */
export function pathsMeet(one: string, other: string): boolean {
  const [a, b] = [one.split('/'), other.split('/')];
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i], b[i]];
    if (x === '*' || y === '*') return true;
    if (x === undefined || y === undefined) return false;
    if (x !== y && !isParameter(x) && !isParameter(y)) return false;
  }
  return true;
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':') || segment.startsWith('{');
}
