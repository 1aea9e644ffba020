export { createStageApi } from './api/stage-api.ts';
export { changeJson, previewJson, scheduleJson, stageJson } from './api/stage-json.ts';
export { withConflicts } from './api/with-conflicts.ts';
export { createStages } from './create-stages.ts';
export { listDocuments, type StagedDocument } from './documents/document-store.ts';
export type { DocumentKind, Documents } from './documents/documents.ts';
export { overlayOf } from './documents/overlay.ts';
export { inStage } from './in-stage.ts';
export type { OpenRecord } from './publish/open-records.ts';
export type { ComparedPart, RecordWords } from './screens/record-words.ts';
export { REVIEW_STATES, type ReviewState } from './review/review.ts';
export { reviewLine } from './screens/review-line.ts';
export { type StageBar, stageBar } from './screens/stage-bar.ts';
export { publishAndSay } from './screens/publish-outcome.ts';
export { publishUrl } from './screens/stage-place.ts';
export { linkInStage, visitUrl } from './screens/visit-stage.ts';
export { versionsElement } from './screens/versions.ts';
export { createStageScreens } from './stage-screens.ts';
export type {
  ChangedRecord,
  Parts,
  RecordState,
  Stageable,
  Write,
  WriteOptions,
} from './publish/stageable.ts';
export type { Preview, Previews, ShownPreview } from './previews/preview.ts';
export { PreviewNotFound, StageNotFound } from './stage-errors.ts';
export type { PlannedRecord } from './publish/plan.ts';
export { listStagePermissions, mayPublish } from './stage-permissions.ts';
export type { Schedule } from './schedule/schedule.ts';
export type { Stage } from './stage.ts';
export { stageTaps } from './publish/publish-taps.ts';
export { requireLive } from './only-in-live.ts';
export { findStage, listStageChain } from './stage-store.ts';
export {
  type StagedItemRow,
  type StagedItems,
  stagedItems,
  stagedOrTrashed,
  stagedParts,
  stagedTrash,
} from './staged-items.ts';
export { overlaidTerms, stagedTerms, type TermTables } from './staged-terms.ts';
export type { Stages } from './stages.ts';
export { versionStage } from './version-stage.ts';
