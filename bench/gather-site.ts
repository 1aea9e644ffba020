import type { Display, Gather } from '#discovery/gather';
import { type RequestContext, systemContext } from '#grammar/access';
import { installSite } from '#install';
import { createKernel, type Kernel } from '#kernel';
import { sql } from 'kysely';
import type { openBenchDatabase } from './bench-database.ts';
import { type BenchOptions, medianMs } from './figures.ts';
import { type ListingCase, SIZE } from './gather-queries.ts';

/** The program over a database, and the listings that are measured. */
export interface Site extends AsyncDisposable {
  readonly kernel: Kernel;
  /** The administrator. */
  readonly system: RequestContext;
}

export async function openSite({
  database,
  url,
  folder,
}: Awaited<ReturnType<typeof openBenchDatabase>>): Promise<Site> {
  const settings = {
    databaseUrl: url,
    redisUrl: undefined,
    data: folder,
    port: 0,
    host: '127.0.0.1',
    secret: 'b'.repeat(48),
    baseUrl: undefined,
    logLevel: 'error',
    production: true,
    themeDebug: false,
    cron: false,
    workers: false,
    pluginLimits: {},
  } as const;
  const kernel = await createKernel(settings, { database });
  const { admin } = await installSite(kernel, {
    siteName: 'Bench',
    adminName: 'bench',
    recipe: 'none',
    folder,
  });
  const system = systemContext();
  return {
    kernel,
    system: { ...system, actor: { ...system.actor, id: admin.id, name: admin.name } },
    [Symbol.asyncDispose]: () => kernel[Symbol.asyncDispose](),
  };
}

export type Listing = ListingCase & { readonly gather: Gather; readonly display: Display };

export async function createListing(
  { gathers }: Kernel,
  system: RequestContext,
  one: ListingCase,
): Promise<Listing> {
  const { gather } = await gathers.create(system, {
    name: one.name,
    label: one.label,
    base: 'item',
    defaults: {
      fields: [{ id: 'title', column: 'title' }],
      pager: { kind: 'mini', size: SIZE },
      ...one.sections,
    },
    displays: [{ kind: 'page', id: 'page', path: `/${one.name}` }],
  });
  const [display] = gather.displays;
  if (!display) throw new Error('There is no display.');
  return { ...one, gather, display };
}

/** The row before which there are so many of the newest, less itself. */
export async function rowAt({ database }: Kernel, rows: number) {
  const found = await sql<{ created: string; id: string }>`
    select created::text as created, id from item where status and deleted is null
    order by item.created desc, item.id desc limit 1 offset ${sql.lit(rows - 1)}`.execute(
    database.queries,
  );
  const [row] = found.rows;
  if (!row) throw new Error('There are not as many items.');
  return { rows, ...row };
}

/** Those that the advisor proposes, made by its job. */
export async function buildIndexes(
  { kernel, system }: Site,
  listings: readonly Listing[],
  { progress, note }: BenchOptions,
): Promise<void> {
  const { advisor } = kernel.gathers;
  await using _worker = kernel.queues.work();
  for (const { gather, display, label } of listings) {
    for (;;) {
      const advice = await advisor.advise(system, gather, display);
      if (!advice) break;
      progress(`index for ${label}`);
      const ms = await medianMs(1, async () => {
        await advisor.build(system, advice.index);
        while ((await stateOf(advice.index.name)) === 'waiting')
          await new Promise((resolve) => setTimeout(resolve, 100));
      });
      const state = await stateOf(advice.index.name);
      if (state !== 'ready') throw new Error(`The index for ${label} is ${state}.`);
      note(
        `${label}: read ${advice.rows} items; index on ${advice.index.label} in ${Math.round(ms)} ms`,
      );
    }
  }

  async function stateOf(name: string) {
    return (await advisor.list(system)).find((one) => one.name === name)?.state;
  }
}
