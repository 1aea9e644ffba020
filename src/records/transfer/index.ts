export type { Evaluated } from './evaluate.ts';
export type { ExportFormat } from './export-items.ts';
export type { ImportProgress } from './import-items.ts';
export type { PreparedItem } from './import-prepared.ts';
export type { ImportSummary, ReportLine } from './import-report.ts';
export { TermWish } from './mapping.ts';
export { createTransfer, type Transfer } from './transfer.ts';
