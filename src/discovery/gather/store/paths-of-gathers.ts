import { pathsOf } from '../definition/place-problems.ts';
import type { SavedGather } from './saved-gather.ts';

/** The addresses that listings have, also those that are off. */
export function pathsOfGathers(gathers: readonly SavedGather[]): readonly string[] {
  return gathers.flatMap(({ gather }) => pathsOf(gather.displays).map(({ path }) => path));
}
