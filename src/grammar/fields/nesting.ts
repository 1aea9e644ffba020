/** Whether arrays and objects stand in one another more than `limit` deep. Does not recurse. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const inner: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      if (depth === limit) return true;
      for (const child of Array.isArray(one) ? one : Object.values(one)) inner.push(child);
    }
    level = inner;
  }
  return false;
}
