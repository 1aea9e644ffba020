import type { CoreFunction, CoreValue } from './function-glue.ts';

/** A function that answers later. */
export type WaitingFunction = (...values: CoreValue[]) => Promise<CoreValue | undefined>;

declare global {
  // Which @types/node does not know yet: https://github.com/WebAssembly/js-promise-integration
  namespace WebAssembly {
    const Suspending: new (run: WaitingFunction) => CoreFunction;
    function promising(exported: CoreFunction): WaitingFunction;
  }
}

/** What a plugin imports as any other function: it is suspended until `run` has answered. */
export function suspending(run: WaitingFunction): CoreFunction {
  return new WebAssembly.Suspending(run);
}

/** Calls what a plugin exports, which may be suspended meanwhile. */
export function promising(exported: CoreFunction): WaitingFunction {
  return WebAssembly.promising(exported);
}
