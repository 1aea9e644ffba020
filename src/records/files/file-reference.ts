import type { FileId, StageId } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { sql } from 'kysely';
import { filesSeenIn } from './file-policy.ts';
import { fileUpdate, tappedFile } from './file-taps.ts';
import { carryFiles, keepFiles } from './keep-files.ts';
import { fileUrl, type ManagedFile } from './managed-file.ts';

/** Lets fields point to files. A temporary file can only be pointed to by its owner. */
export function createFileReference({
  database,
  taps,
  chain,
}: {
  readonly database: Database;
  readonly taps: Taps;
  readonly chain: (stage: StageId) => readonly StageId[];
}): ReferenceTarget {
  const tellKept = async (ctx: RequestContext, files: readonly ManagedFile[]) => {
    if (files.length === 0 || !taps.has(fileUpdate)) return;
    const told = files.map((file) => ({ file: tappedFile(file) }));
    await taps.ask(ctx, fileUpdate, told);
  };
  return {
    type: 'file',

    select: (queries, ctx, ids, purpose) =>
      queries
        .selectFrom('file_managed as f')
        .select([
          sql<string>`'file'::text`.as('type'),
          sql<string>`f.id::text`.as('id'),
          'f.name as label',
          sql<string>`''::text`.as('bundle'),
          sql`jsonb_build_object('mime', f.mime, 'size', f.size, 'width', f.width, 'height', f.height)`.as(
            'detail',
          ),
        ])
        .where('f.id', 'in', ids as readonly FileId[])
        .where((where) =>
          where.or([
            where.and([
              where('f.permanent', '=', true),
              filesSeenIn(chain(ctx.stage), 'f'),
              where.lit(purpose === 'save' || can(ctx.actor, 'access content')),
            ]),
            where('f.owner_id', '=', ctx.actor.id),
          ]),
        ),

    referenced: async (queries, ctx, ids) =>
      tellKept(ctx, await keepFiles(queries, { ids, chain: chain(ctx.stage) })),

    mentioned: async (queries, ctx, ids) =>
      tellKept(
        ctx,
        await keepFiles(queries, { ids, chain: chain(ctx.stage), namedBy: ctx.actor.id }),
      ),

    carried: async (queries, ctx, carried) => tellKept(ctx, await carryFiles(queries, carried)),

    url: (row) => fileUrl({ id: row.id as FileId, name: row.label }),

    async search(ctx, text, _bundles, limit) {
      if (!can(ctx.actor, 'access content')) return [];
      const rows = await database.queries
        .selectFrom('file_managed')
        .select(['id', 'name'])
        .where('permanent', '=', true)
        .where(filesSeenIn(chain(ctx.stage), 'file_managed'))
        .where(sql<boolean>`position(lower(${text}) in lower(name)) > 0`)
        .orderBy('created', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ value: row.id, label: row.name }));
    },
  };
}
