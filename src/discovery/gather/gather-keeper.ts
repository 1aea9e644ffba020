import type { BroughtKeeper } from '#records/plugins';
import { listedTableProblem } from './catalogue/listed-tables.ts';
import { ListedTableRefused } from './gather-errors.ts';
import { gatherBroughtTaps, gatherInfo } from './gather-taps.ts';

/** Sees that what plugins say of their tables is so, before they are enabled. */
export const gatherKeeper: BroughtKeeper = {
  taps: gatherBroughtTaps,
  async keep(_ctx, _transaction, { label, brought, tables }) {
    const listed = gatherInfo.check(brought[gatherInfo.name], () => undefined) ?? [];
    const problem = listedTableProblem(listed, tables);
    if (problem !== undefined) throw new ListedTableRefused(label, problem);
  },
};
