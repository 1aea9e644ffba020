import { describe } from 'node:test';

/**
 * Runs test files one after the other in this process, each with the hooks that it has. They are
 * loaded one after the other, too: where two wait for the same module, the tests of both would be
 * said to be of the first.
 */
export function runTogether(files: readonly string[]): void {
  let loaded: Promise<unknown> = Promise.resolve();
  for (const file of files) {
    describe(file, async () => {
      loaded = loaded.catch(() => undefined).then(() => import(file));
      await loaded;
    });
  }
}
