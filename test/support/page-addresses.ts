import { DRAFT } from '#base';
import type { PageRoute } from '#grammar/routes';
import type { openSampleSite } from './sample-site.ts';

type Site = Awaited<ReturnType<typeof openSampleSite>>;

/** Answers of routes that are no pages: files, data, and what happens once. */
const NO_PAGE = [
  /^\/file\//,
  /^\/user\/login-link\//,
  /^\/preview\//,
  /^\/reference\//,
  /\/style\.css$/,
  /\/contrast$/,
  /\/feed$/,
  /^\/gather\/.*\{filter\}$/,
];

/** An address for each page that somebody can open by GET, on the sample site. */
export async function pageAddresses(
  site: Site,
  routes: readonly PageRoute[],
): Promise<readonly string[]> {
  const values = await sampleValues(site);
  const opened = routes.filter(
    ({ methods, path }) => methods.includes('GET') && !NO_PAGE.some((one) => one.test(path)),
  );
  return opened.map(({ path }) => {
    return path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values.find(
        ([start, parameter]) => parameter === name && path.startsWith(start),
      );
      if (value === undefined) {
        throw new Error(`${path}: say in test/support/page-addresses.ts what ${whole} is.`);
      }
      return value[2];
    });
  });
}

/** Where a path begins, the name of a parameter in it, and what it is; specific ones first. */
async function sampleValues(site: Site): Promise<readonly (readonly [string, string, string])[]> {
  const { ctx, story, trashed, admin } = site;
  const { revisions } = await site.items.listRevisions(ctx, story.id, { limit: 2, offset: 0 });
  const [role] = (await site.users.listRoles()).filter(({ name }) => name === 'editor');
  const term = await site.database.queries
    .selectFrom('category_term')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return [
    ['/admin/stages', 'stage', DRAFT],
    ['/admin/stages', 'publish', await publishAndChange(site)],
    ['/admin/stages', 'target', await beside(site)],
    ['/admin/content/trash', 'id', trashed.id],
    ['/admin/people/roles', 'id', role?.id ?? ''],
    ['/admin/people', 'id', admin.id],
    ['/user', 'id', admin.id],
    ['/term', 'id', term.id],
    ['/admin/categories', 'id', term.id],
    ['/item', 'id', story.id],
    ['/item', 'revision', revisions[1]?.id ?? ''],
    ['/item', 'other', revisions[0]?.id ?? ''],
    ['/gather', 'name', 'stories'],
    ['/gather', 'display', 'newest'],
    ['/admin/gathers', 'gather', 'stories'],
    ['/admin/gathers', 'display', 'newest'],
    ['/admin/gathers', 'index', 'gather_0a1b2c3d'],
    ['/admin/plugins', 'plugin', 'reading-time'],
    ['', 'type', 'article'],
    ['', 'field', 'body'],
    ['', 'kind', 'text'],
    ['', 'vocabulary', 'tags'],
    ['', 'format', 'full_html'],
    ['', 'theme', 'base'],
  ];
}

/** A stage beside the draft stage. */
async function beside({ stages, ctx }: Site): Promise<string> {
  return (await stages.create(ctx, { name: 'autumn', label: 'Autumn' })).id;
}

/** Publishes something of the draft stage, and changes it there and in live since. */
async function publishAndChange({ items, stages, ctx }: Site): Promise<string> {
  const draft = { ...ctx, stage: DRAFT };
  const text = (value: string) => ({ text: { format: 'plain_text', value } });
  const { id } = await items.createItem(draft, 'story', {
    title: 'A tide that takes its time',
    fields: text('Nobody waits for it, and it comes all the same.'),
  });
  const published = await stages.publish(ctx, DRAFT);
  await items.updateItem(draft, id, 'current', {
    title: 'The tide that took its time',
    fields: text('Somebody waits for it, and it comes all the same.'),
  });
  await items.updateItem(ctx, id, 'current', {
    title: 'A tide that is late',
    fields: text('Nobody waits for it, and it never comes.'),
  });
  return published.id ?? '';
}
