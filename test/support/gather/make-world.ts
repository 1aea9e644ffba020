import { ANONYMOUS, type FileId, LIVE, newId, type TermId, type UserId } from '#base';
import { type RequestContext, systemContext } from '#grammar/access';
import type { TestKernel } from '../kernel.ts';
import type { World, WorldActor, WorldTerm } from './gather-world.ts';
import {
  isForMembers,
  type Made,
  makeItems,
  makeTypes,
  MINUTE,
  NOW,
  pick,
  randomFrom,
} from './make-items.ts';

export const TIME_ZONE = 'Europe/Berlin';

/** A site full of everything, and the same as plain data; what is in it depends on `seed` alone. */
export async function makeWorld(
  site: TestKernel,
  seed: number,
  count: number,
): Promise<{ readonly world: World; readonly actors: readonly WorldActor[] }> {
  const random = randomFrom(seed);
  // Everything that is said to be for members is.
  site.taps.register({
    name: 'members',
    taps: {
      item_grants: (input) =>
        isForMembers((input as { item: { title: string } }).item.title)
          ? [{ realm: 'members', id: 'all', view: true, update: false, delete: false }]
          : undefined,
      actor_grants: (input) =>
        (input as { actor: { name: string } }).actor.name.startsWith('member')
          ? [{ realm: 'members', id: 'all' }]
          : [],
    },
  });
  const admin = (await site.signIn({ name: 'admin', isAdmin: true })).ctx;
  const made: Made = { site, admin, random };
  await makeTypes(made);
  const access = ['access content'];
  const reader = (await site.signIn({ name: 'reader', permissions: access })).ctx;
  const member = (await site.signIn({ name: 'member', permissions: access })).ctx;
  const editor = (
    await site.signIn({
      name: 'editor',
      permissions: [...access, 'view unpublished talk content', 'view revisions of talk content'],
    })
  ).ctx;
  const nobody = (await site.signIn({ name: 'nobody', permissions: ['upload files'] })).ctx;
  await site.database.queries
    .insertInto('users')
    .values({ id: newId<'user'>(), name: 'Blocked', status: false, created: NOW, changed: NOW })
    .execute();
  const users = await site.database.queries
    .selectFrom('users')
    .select(['id', 'name', 'status', 'created'])
    .where('id', '!=', ANONYMOUS)
    .execute();
  const terms = await makeTerms(made);
  const fileIds = await makeFiles(
    made,
    users.map(({ id }) => id),
  );
  const draft = newId<'stage'>();
  await site.database.queries
    .insertInto('stage')
    .values({ id: draft, name: 'campaign', label: 'Campaign', upstream_id: LIVE })
    .execute();
  const items = await makeItems(made, count, draft, {
    user: users.map(({ id }) => id),
    term: terms.map(({ id }) => id),
    file: fileIds,
    item: [],
  });
  const draftTerms = await changeTerms(site, { ...admin, stage: draft }, terms);
  await site.database.queries
    .updateTable('file_managed')
    .set({ stage_ids: [draft] })
    .where('id', '=', fileIds.at(-1) ?? newId<'file'>())
    .execute();
  const files = await site.database.queries.selectFrom('file_managed').selectAll().execute();
  const revisions = await site.database.queries.selectFrom('item_revision').selectAll().execute();
  const anonymous = systemContext({
    actor: {
      kind: 'anonymous',
      id: ANONYMOUS,
      name: 'Anonymous',
      isAdmin: false,
      roles: [],
      permissions: new Set(access),
    },
  });
  const inDraft = (ctx: RequestContext): RequestContext => ({ ...ctx, stage: draft });
  return {
    world: {
      now: NOW,
      timeZone: TIME_ZONE,
      draft,
      items,
      users,
      terms,
      draftTerms,
      files: files.map(({ owner_id: owner, stage_ids: stages, ...file }) => ({
        ...file,
        owner,
        stages,
      })),
      revisions: revisions.map(
        ({
          id,
          item_id: item,
          author_id: author,
          title,
          status,
          created,
          log,
          stage_id: stage,
        }) => ({
          id,
          item,
          author,
          title,
          status,
          created,
          log,
          stage,
        }),
      ),
    },
    actors: [
      admin,
      anonymous,
      reader,
      member,
      editor,
      nobody,
      inDraft(admin),
      inDraft(reader),
      inDraft(editor),
    ].map((ctx) => ({ ctx, isMember: ctx.actor.isAdmin || ctx.actor.name.startsWith('member') })),
  };
}

async function makeTerms({ site, random }: Made): Promise<readonly WorldTerm[]> {
  const { queries } = site.database;
  const terms: WorldTerm[] = [];
  for (const vocabulary of ['topics', 'regions']) {
    const id = newId<'vocabulary'>();
    await queries
      .insertInto('category_vocabulary')
      .values({ id, name: vocabulary, label: vocabulary })
      .execute();
    const own: TermId[] = [];
    for (let i = 0; i < 6; i += 1) {
      const term = newId<'term'>();
      const parents = own.filter(() => random() < 0.4).slice(0, 2);
      const row = {
        name: `${pick(random, ['Moon', 'tide', 'Öl'])} ${i}`,
        weight: i % 3,
        description: i % 2 ? '' : 'About',
      };
      await queries
        .insertInto('category_term')
        .values({ id: term, vocabulary_id: id, ...row })
        .execute();
      terms.push({ id: term, vocabulary, parents, ...row });
      own.push(term);
    }
  }
  const above = (id: TermId): TermId[] => [
    id,
    ...(terms.find((term) => term.id === id)?.parents ?? []).flatMap(above),
  ];
  const hierarchy = terms.flatMap(({ id, parents }) =>
    parents.map((parent) => ({ term_id: id, parent_id: parent })),
  );
  if (hierarchy.length > 0)
    await queries.insertInto('category_term_hierarchy').values(hierarchy).execute();
  const closure = terms.flatMap(({ id }) =>
    [...new Set(above(id))].map((ancestor) => ({ term_id: id, ancestor_id: ancestor })),
  );
  await queries
    .insertInto('category_term_closure')
    .values(closure)
    .onConflict((one) => one.doNothing())
    .execute();
  return terms;
}

/** In the draft some terms are called otherwise, stand elsewhere, are gone or new. */
async function changeTerms(
  { categories }: TestKernel,
  ctx: RequestContext,
  terms: readonly WorldTerm[],
): Promise<readonly WorldTerm[]> {
  const [top, renamed, above, , moved, gone] = terms;
  if (!top || !renamed || !above || !moved || !gone) throw new Error('There are too few terms.');
  await categories.updateTerm(ctx, renamed.id, { name: 'Moon of the draft' });
  await categories.updateTerm(ctx, moved.id, { parents: [top.id] });
  await categories.deleteTerm(ctx, gone.id);
  const input = { name: 'Tide of the draft', description: 'New', parents: [above.id, moved.id] };
  const made = await categories.createTerm(ctx, gone.vocabulary, input);
  return [
    ...terms.filter((term) => ![renamed, moved, gone].includes(term)),
    { ...renamed, name: 'Moon of the draft' },
    { ...moved, parents: [top.id] },
    { ...made, vocabulary: gone.vocabulary },
  ];
}

async function makeFiles(
  { site, random }: Made,
  owners: readonly UserId[],
): Promise<readonly FileId[]> {
  const rows = Array.from({ length: 4 }, (_, i) => ({
    id: newId<'file'>(),
    owner_id: pick(random, owners),
    name: `file-${i % 3}.txt`,
    storage_key: `${newId()}-${i}`,
    mime: 'text/plain',
    size: 10 ** i,
    width: i % 2 ? 10 * i : null,
    height: null,
    created: new Date(NOW.getTime() - i * 1000 * MINUTE),
    permanent: i > 0,
  }));
  await site.database.queries.insertInto('file_managed').values(rows).execute();
  return rows.slice(1).map(({ id }) => id);
}
