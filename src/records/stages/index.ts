export { listStageChain } from './stage-store.ts';
export { type StagedItemRow, type StagedItems, stagedItems } from './staged-items.ts';
