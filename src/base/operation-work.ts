import type { Json, JsonObject } from './json.ts';

/** So many values the operations of one answer may look at, copy and put in, all together. */
const MOST_VALUES = 250_000;

/** Operations that belong together would do more than they may. */
export class TooMuchWork extends Error {
  constructor(most: number) {
    super(
      `its operations take too much work: together they may look at ${most.toLocaleString('en')} values`,
    );
  }
}

/**
 * What operations that belong together do. Each part of a document is copied once for all of them,
 * so that they cost what they touch, and there is an end to it.
 */
export class OperationWork {
  readonly #objects = new WeakSet<object>();
  readonly #arrays = new WeakMap<readonly Json[], Json[]>();
  #budget: { readonly most: number; left: number };

  constructor(most = MOST_VALUES) {
    this.#budget = { most, left: most };
  }

  /** For a part of the same work that changes nothing of what was copied before. */
  apart(): OperationWork {
    const work = new OperationWork();
    work.#budget = this.#budget;
    return work;
  }

  /** Throws `TooMuchWork` where that is more than is left. */
  spend(values: number): void {
    this.#budget.left -= values;
    if (this.#budget.left < 0) throw new TooMuchWork(this.#budget.most);
  }

  /** Goes through `value`, with all that stands in it; `visit` is told of the objects. */
  measure(value: unknown, visit: (node: object) => void = () => {}): void {
    const pending = [value];
    while (pending.length > 0) {
      this.spend(1);
      const node = pending.pop();
      if (typeof node !== 'object' || node === null) continue;
      visit(node);
      for (const inner of Object.values(node)) pending.push(inner);
    }
  }

  /** A copy of `node` that may be changed; `node` itself where it is one of these copies. */
  ownObject(node: JsonObject): JsonObject {
    if (this.#objects.has(node)) return node;
    this.spend(Object.keys(node).length);
    const own = { ...node };
    this.#objects.add(own);
    return own;
  }

  ownArray(node: readonly Json[]): Json[] {
    const known = this.#arrays.get(node);
    if (known !== undefined) return known;
    this.spend(node.length);
    const own = [...node];
    this.#arrays.set(own, own);
    return own;
  }
}
