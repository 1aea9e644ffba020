import { describe } from 'node:test';

/** Runs test files one after the other in this process, each with the hooks that it has. */
export function runTogether(files: readonly string[]): void {
  for (const file of files) {
    describe(file, async () => {
      await import(file);
    });
  }
}
