import { AsyncResource } from 'node:async_hooks';
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
      // Tests belong to the suite in whose scope they are said.
      const suite = new AsyncResource('suite');
      const load = () => suite.runInAsyncScope(() => import(file));
      loaded = loaded.then(load, load);
      await loaded;
    });
  }
}
