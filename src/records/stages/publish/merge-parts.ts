import { type Json, sameJson } from '#base';
import type { Parts } from './stageable.ts';

/** Which side counts where both changed the same. */
export type Side = 'mine' | 'theirs';

/** A part that both sides changed, differently. */
export interface PartConflict {
  readonly part: string;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/**
 * What `mine` and `theirs` made of `base`, together: parts that one side changed are as that side has
 * them. Of those that both changed, `decided` says which counts; what it does not say is a conflict,
 * and stays as `theirs` has it.
 */
export function mergeParts(
  base: Parts,
  mine: Parts,
  theirs: Parts,
  decided: (part: string) => Side | undefined = () => undefined,
): { readonly parts: Parts; readonly conflicts: readonly PartConflict[] } {
  const parts: { [part: string]: Json } = { ...theirs };
  const conflicts: PartConflict[] = [];
  for (const part of new Set([
    ...Object.keys(base),
    ...Object.keys(mine),
    ...Object.keys(theirs),
  ])) {
    const [was, ours, now] = [base[part], mine[part], theirs[part]];
    if (sameValue(was, ours) || sameValue(ours, now)) continue;
    const side = sameValue(was, now) ? 'mine' : decided(part);
    if (side === undefined) conflicts.push({ part, base: was, mine: ours, theirs: now });
    if (side !== 'mine') continue;
    if (ours === undefined) delete parts[part];
    else parts[part] = ours;
  }
  return { parts, conflicts };
}

/** Whether two values of a part are equal; undefined: the part is not there. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameJson(a, b));
}
