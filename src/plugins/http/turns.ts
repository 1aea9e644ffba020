/** Counts what plugins have under way, and says when it is enough. */
export interface Turns {
  /** undefined: there are enough already. Disposing ends the turn. */
  take(plugin: string): Disposable | undefined;
}

/** So many `each`, and so many of all of them together. */
export function createTurns({ each, all }: { readonly each: number; readonly all: number }): Turns {
  const taken = new Map<string, number>();
  let sum = 0;
  return {
    take(plugin) {
      const own = taken.get(plugin) ?? 0;
      if (own >= each || sum >= all) return undefined;
      sum += 1;
      taken.set(plugin, own + 1);
      return {
        [Symbol.dispose]() {
          sum -= 1;
          const left = (taken.get(plugin) ?? 0) - 1;
          if (left === 0) taken.delete(plugin);
          else taken.set(plugin, left);
        },
      };
    },
  };
}
