import type { JsonObject, StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';

/** Tells kernels that stages have other documents. */
export const DOCUMENTS_CHANNEL = 'stage_documents';

/** What a stage has instead of a document. */
export interface StagedDocument {
  readonly stage: StageId;
  readonly type: string;
  readonly id: string;
  readonly label: string;
  /** null: the stage deleted it. */
  readonly content: JsonObject | null;
  /** What its upstream showed when the stage began to change it; null: nothing. */
  readonly base: JsonObject | null;
  readonly changed: Date;
  readonly by: string;
}

/** All that stages have instead of documents, or of one kind, or of these of it. */
export async function listDocuments(
  queries: Queries,
  type?: string,
  ids?: readonly string[],
): Promise<readonly StagedDocument[]> {
  const rows = await queries
    .selectFrom('stage_document as document')
    .leftJoin('users', 'users.id', 'document.changed_by')
    .selectAll('document')
    .select('users.name as by')
    .$if(type !== undefined, (all) => all.where('document.record_type', '=', type ?? ''))
    .$if(ids !== undefined, (all) =>
      all.where('document.record_id', '=', sql<string>`any(${ids ?? []}::text[])`),
    )
    .orderBy('document.changed')
    .execute();
  return rows.map((row) => ({
    stage: row.stage_id,
    type: row.record_type,
    id: row.record_id,
    label: row.label,
    content: row.content,
    base: row.base,
    changed: row.changed,
    by: row.by ?? '',
  }));
}

/** Puts the document in the place of what the stage had. */
export async function writeDocument(
  transaction: Transaction,
  document: Omit<StagedDocument, 'by'> & { readonly by: UserId },
): Promise<void> {
  const own = {
    label: document.label,
    content: document.content && JSON.stringify(document.content),
    base: document.base && JSON.stringify(document.base),
    changed: document.changed,
    changed_by: document.by,
  };
  await transaction
    .insertInto('stage_document')
    .values({
      stage_id: document.stage,
      record_type: document.type,
      record_id: document.id,
      ...own,
    })
    .onConflict((conflict) =>
      conflict.columns(['stage_id', 'record_type', 'record_id']).doUpdateSet(own),
    )
    .execute();
}

export async function removeDocuments(
  transaction: Transaction,
  stage: StageId,
  type: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .deleteFrom('stage_document')
    .where('stage_id', '=', stage)
    .where('record_type', '=', type)
    .where('record_id', 'in', ids)
    .execute();
}

/** Holds off every other change of them until the transaction ends. */
export async function lockDocuments(transaction: Transaction): Promise<void> {
  await sql`lock table stage_document in share row exclusive mode`.execute(transaction);
}
