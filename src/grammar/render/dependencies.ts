import type { CacheContext, Element } from './elements/index.ts';

/** What a page needs and depends on: the sum of what its elements say, filled while they are drawn. */
export class Dependencies {
  /** Names of scripts of the theme. */
  readonly scripts = new Set<string>();
  /** Names of style sheets of plugins. */
  readonly styles = new Set<string>();
  readonly cacheTags = new Set<string>();
  readonly contexts = new Set<CacheContext>();
  #maxAge: number | undefined;

  /** Seconds for which all of it holds; undefined: until something of `cacheTags` changes. */
  get maxAge(): number | undefined {
    return this.#maxAge;
  }

  /** Takes in what one element says for itself. */
  take({ '#attached': attached, '#cache': cache }: Element): void {
    for (const name of attached?.scripts ?? []) this.scripts.add(name);
    for (const name of attached?.styles ?? []) this.styles.add(name);
    if (cache === undefined) return;
    for (const cacheTag of cache.tags ?? []) this.cacheTags.add(cacheTag);
    for (const context of cache.contexts ?? []) this.contexts.add(context);
    const { max_age: age } = cache;
    if (age !== undefined) this.#maxAge = Math.min(age, this.#maxAge ?? age);
  }
}
