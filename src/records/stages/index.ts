export { listStageChain } from './stage-store.ts';
export { type StagedItemRow, type StagedItems, stagedItems, stagedParts } from './staged-items.ts';
