import type { OpenRecord } from '#records/stages';
import { InvalidArgumentError } from 'commander';

type Side = 'mine' | 'theirs';

/** What `--decide` says: of all that is to be decided, of a record, or of a part of one. */
export interface Decision {
  readonly record?: string;
  readonly part?: string;
  readonly side: Side;
}

/** `mine`, `item:ID=mine`, `item:ID/title=mine`. */
export function parseDecision(given: string): Decision {
  const [, record, part, side] = /^(?:([^/=]+)(?:\/([^=]+))?=)?(mine|theirs)$/.exec(given) ?? [];
  if (side !== 'mine' && side !== 'theirs')
    throw new InvalidArgumentError('Write mine or theirs, or item:ID=mine, or item:ID/title=mine.');
  return {
    side,
    ...(record === undefined ? {} : { record }),
    ...(part === undefined ? {} : { part }),
  };
}

/** The decisions as publishing takes them; what is said of a part goes before the rest. */
export async function decisionsOf(
  said: readonly Decision[],
  conflicts: () => Promise<readonly OpenRecord[]>,
): Promise<{ readonly [record: string]: Side | { readonly [part: string]: Side } }> {
  if (said.length === 0) return {};
  const decided = new Map<string, Side | { [part: string]: Side }>();
  for (const { key, parts } of await conflicts()) {
    const whole = said.find((one) => one.record === key && one.part === undefined);
    const otherwise = (whole ?? said.find((one) => one.record === undefined))?.side;
    const ofPart = (part: string) =>
      said.find((one) => one.record === key && one.part === part)?.side ?? otherwise;
    if (parts.length === 0) {
      if (otherwise !== undefined) decided.set(key, otherwise);
      continue;
    }
    const sides = parts.flatMap((part) => {
      const side = ofPart(part);
      return side === undefined ? [] : [[part, side] as const];
    });
    decided.set(key, Object.fromEntries(sides));
  }
  return Object.fromEntries(decided);
}
