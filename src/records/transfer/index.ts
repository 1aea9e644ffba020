export type { ExportFormat } from './export-items.ts';
export type { ImportProgress } from './import-items.ts';
export type { ImportSummary, ReportLine } from './import-report.ts';
export { createTransfer, type Transfer } from './transfer.ts';
