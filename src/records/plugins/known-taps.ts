import type { Taps } from '#grammar/taps';
import type { Manifest } from '@trovato/plugin-sdk/manifest';

/** A sentence about taps that the plugin answers and that there are not; undefined: all are known. */
export function unknownTaps(taps: Taps, { implements: names }: Manifest): string | undefined {
  const known = new Set(taps.list().map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return undefined;
  return `It answers ${unknown.map((name) => `“${name}”`).join(' and ')}, which this version of Trovato does not ask.`;
}
