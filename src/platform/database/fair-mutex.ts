/** Hands one thing out to one holder at a time, in the order they asked. */
export interface FairMutex {
  /** Resolves when it is the caller's turn; calls `tooLong` for the error when that takes longer
   * than `patience` milliseconds. */
  acquire(patience: number, tooLong: () => Error): Promise<void>;
  /** Passes it on to the next in the queue. */
  release(): void;
}

interface Waiter {
  readonly go: () => void;
}

export function createFairMutex(): FairMutex {
  const queue = new Set<Waiter>();
  let held = false;

  return {
    acquire(patience, tooLong) {
      if (!held) {
        held = true;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.delete(waiter);
          reject(tooLong());
        }, patience);
        const waiter: Waiter = {
          go: () => {
            clearTimeout(timer);
            resolve();
          },
        };
        queue.add(waiter);
      });
    },
    release() {
      const [next] = queue;
      if (next === undefined) {
        held = false;
      } else {
        queue.delete(next);
        next.go();
      }
    },
  };
}
