export { fieldType, type FieldTypeBuilder } from './brings/field-type.ts';
export { itemType, terms, type TypeBuilder } from './brings/item-type.ts';
export type { Look } from './brings/look.ts';
export type { AccessAnswer, GrantsActor, HeldGrant, ItemOperation, NeededGrant } from './access.ts';
export type { Context, ItemQuery, SavedItem, StoredItem } from './context.ts';
export * from './db/index.ts';
export { definePlugin, type Plugin } from './define-plugin.ts';
export * from './elements/index.ts';
export { type Field, fieldOf } from './fields/field.ts';
export * from './forms/index.ts';
export type { ListedTable } from './gather/listed-table.ts';
export type {
  GatherAmount,
  GatherColumn,
  GatherFilter,
  GatherFilters,
  GatherOperator,
  GatherSections,
  GatherSort,
  GatherValue,
  RunningGather,
} from './gather/running-gather.ts';
export type { Actor, Digest } from './host.ts';
export type { Http, HttpAnswer, HttpRequest } from './http.ts';
export type { Item, ShownItem } from './item.ts';
export type { Json, JsonObject } from './json.ts';
export {
  add,
  child,
  insertBefore,
  type Operation,
  type Operations,
  type Path,
  remove,
  reorder,
  set,
} from './operations.ts';
export type { Page, PageHead } from './page.ts';
export * from './pages/index.ts';
export { type RefusalCode, Refused } from './refused.ts';
export type { Problem } from './problem.ts';
export type { EditedItem, ItemChanges } from './records/edited-item.ts';
export type { FileRecord, StagePublish, Term, User, Visit } from './records/records.ts';
export type { ItemChange, ListedItem, PlannedSave } from './records/record-taps.ts';
export type { CacheOptions, PluginCache } from './cache.ts';
export type { JobOptions, Queue } from './queue.ts';
export type {
  CronTask,
  FilterInfo,
  FilterUse,
  Job,
  JobAnswer,
  PluginTaps,
  QueueInfo,
} from './taps.ts';
