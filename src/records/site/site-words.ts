import { canonicalJson } from '#base';
import type { OpenRecord, RecordWords } from '#records/stages';
import { STAGED, VARIABLE, valueOf } from './variable-kind.ts';

/** What screens of stages say about settings of the site. */
export function createSiteWords(): RecordWords {
  return {
    type: VARIABLE,
    describe: async (_ctx, ids) =>
      new Map(ids.map((id) => [id, { url: '/admin/settings', kind: 'Setting' }])),
    compare: async (_ctx, { id, base, mine, theirs }: OpenRecord) => [
      {
        part: 'value',
        label: STAGED.get(id) ?? id,
        prose: false,
        base: textOf(base.parts),
        mine: textOf(mine.parts),
        theirs: textOf(theirs.parts),
      },
    ],
  };
}

function textOf(content: unknown): string {
  const value = valueOf(content);
  return typeof value === 'string' ? value : value === undefined ? '' : canonicalJson(value);
}
