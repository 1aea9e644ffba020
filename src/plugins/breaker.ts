/** Counts how often plugins fail, and says when it is enough. */
export interface Breaker {
  /** The plugin failed. True: it was once too often, just now. */
  count(id: number): boolean;
  isOpen(id: number): boolean;
  forget(id: number): void;
}

const MINUTE = 60_000;

/** Opens at the `most`th failure within a minute, and stays so until the plugin is forgotten. */
export function createBreaker(most: number, now: () => number): Breaker {
  const failures = new Map<number, readonly number[]>();
  const open = new Set<number>();
  return {
    count(id) {
      const time = now();
      const recent = [...(failures.get(id) ?? []).filter((at) => time - at < MINUTE), time];
      failures.set(id, recent);
      if (recent.length < most || open.has(id)) return false;
      open.add(id);
      return true;
    },
    isOpen: (id) => open.has(id),
    forget(id) {
      failures.delete(id);
      open.delete(id);
    },
  };
}
