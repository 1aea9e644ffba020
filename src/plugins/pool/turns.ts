/** One at a time has the turn; the others wait for theirs, in order. */
export interface Turns {
  /** Answers at once when it is nobody's turn. */
  take(): Promise<void> | undefined;
  /** The next may go on. */
  pass(): void;
}

/** `idle`: somebody had the turn, and nobody waits for it. */
export function createTurns(idle: () => void): Turns {
  const line: (() => void)[] = [];
  let taken = false;
  return {
    take() {
      if (taken) return new Promise((resolve) => line.push(resolve));
      taken = true;
      return undefined;
    },
    pass() {
      const next = line.shift();
      if (next !== undefined) return next();
      taken = false;
      idle();
    },
  };
}
