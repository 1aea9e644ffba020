import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRAFT, newId, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Term } from '#records/categories';
import { openSampleSite } from './sample-site.ts';

export type SecretSite = Awaited<ReturnType<typeof openSecretSite>>;

/** All secret words begin so: who searches for it would find them. */
export const SECRET = 'zephyr';

/**
 * A site with secrets in its stages: the stage “draft”, one on top of it, and one that is closed.
 * Every word that begins with `SECRET` is in some version of something that is not live.
 */
export async function openSecretSite() {
  let now = Date.now();
  const site = await openSampleSite({ clock: { now: () => new Date(now) } });
  const { ctx, items, stages, story } = site;
  let made = 0;
  const words: string[] = [];
  const secret = (): string => {
    made += 1;
    const word = `${SECRET}${made}${'abcdefghij'[made % 10]}`;
    words.push(word);
    return word;
  };
  const body = () => ({ text: { format: 'plain_text', value: `About ${secret()}` } });
  const version = () => ({
    title: `The ${secret()}`,
    fields: body(),
    log: `Because of ${secret()}`,
  });
  const within = (stage: StageId): RequestContext => ({ ...ctx, stage });

  const label = secret();
  const top = await stages.create(ctx, {
    name: `top_${SECRET}`,
    label: `Top ${label}`,
    description: secret(),
    upstream: DRAFT,
  });
  // Permissions are called by types, too, for who may administer people.
  const kind = secret();
  const staged = within(DRAFT);
  await items.createType(staged, `kind_${SECRET}`, { name: kind, description: secret() });
  await items.addField(staged, `kind_${SECRET}`, `field_${SECRET}`, {
    field_type: 'text',
    label: secret(),
    help: secret(),
  });
  await items.addField(staged, 'story', `more_${SECRET}`, { field_type: 'text', label: secret() });
  const ofKind = await items.createItem(staged, `kind_${SECRET}`, {
    title: secret(),
    status: true,
    fields: { [`field_${SECRET}`]: { value: secret() } },
  });
  const fileName = `${secret()}.txt`;
  const file = await upload(site, ctx, fileName);
  await items.createItem(staged, 'story', {
    title: secret(),
    fields: { text: { format: 'plain_text', value: `/file/${file}/${fileName}` } },
  });
  const inStage = async (stage: StageId) => {
    const here = within(stage);
    const own = await items.createItem(here, 'story', { ...version(), promote: true });
    await items.updateItem(here, own.id, 'current', version());
    const trashed = await items.createItem(here, 'story', version());
    await items.deleteItem(here, trashed.id);
    const changed = await items.updateItem(here, story.id, 'current', version());
    await items.updateItem(here, story.id, 'current', version());
    return { own, trashed, changed };
  };
  const draft = await inStage(DRAFT);
  const above = await inStage(top.id);
  await items.updateItem(within(top.id), draft.own.id, 'current', version());
  const published = await items.createItem(within(top.id), 'story', version());
  const { id: publish } = await stages.publish(ctx, top.id, {
    only: [`item:${published.id}`],
    log: secret(),
  });
  if (publish === undefined) throw new Error('Nothing was published.');

  await changeSite(site, within(DRAFT), { site_name: secret(), site_slogan: secret() });
  await changeSite(site, within(top.id), { site_name: secret() });
  const { gather: stories } = site.gathers.get('stories');
  await site.gathers.create(within(DRAFT), listing('staged_list', secret));
  await site.gathers.create(within(top.id), listing('top_list', secret));
  await site.gathers.update(
    within(DRAFT),
    'stories',
    { ...stories, label: secret(), description: secret() },
    'current',
  );
  const terms = [
    ...(await changeTerms(site, within(DRAFT), 'staged_words', secret)),
    ...(await changeTerms(site, within(top.id), 'top_words', secret)),
  ];
  await stages.documents.refresh();

  const closed = await stages.create(ctx, { name: 'closed', label: 'Closed', upstream: DRAFT });
  const link = async (stage: StageId, days: number) =>
    stages.previews.create(ctx, stage, { days, note: secret() });
  const links = {
    open: await link(DRAFT, 90),
    expired: await link(DRAFT, 1),
    revoked: await link(top.id, 90),
    closed: await link(closed.id, 90),
  };
  await stages.previews.revoke(ctx, top.id, links.revoked.preview.id);
  await stages.close(ctx, closed.id);
  now += 2 * 86_400_000;

  const { revisions } = await items.listRevisions(within(top.id), story.id, {
    limit: 50,
    offset: 0,
  });
  return {
    ...site,
    words,
    /** The one that the stage on top is called by: permissions are, too. */
    label,
    /** And the type. */
    kind,
    top,
    links,
    publish,
    /** Records that live knows nothing of. */
    own: [
      ...[ofKind, draft.own, draft.trashed, above.own, above.trashed, published].map(
        ({ id }) => id,
      ),
      ...terms.map(({ id }) => id),
      file,
    ],
    /** What the file among them is called. */
    fileName,
    /** Vocabularies that live knows nothing of. */
    vocabularies: ['staged_words', 'top_words'],
    /** Versions of what live has, that live knows nothing of. */
    revisions: [draft.changed, above.changed].map(({ revisionId }) => revisionId),
    liveRevision: revisions.at(-1)?.id ?? '',
    /** Listings that live knows nothing of. */
    listings: ['staged_list', 'top_list'],
  };
}

type Site = Awaited<ReturnType<typeof openSampleSite>>;

async function upload({ files }: Site, ctx: RequestContext, filename: string): Promise<string> {
  const path = join(tmpdir(), `trovato-test-${newId()}`);
  await writeFile(path, 'A secret.');
  const sent = { filename, mime: 'text/plain', size: 9, path };
  return files.takeUpload(ctx, sent, { extensions: ['txt'], maxSize: 100 });
}

/** Settings of the site, in a stage. */
async function changeSite(
  { database, stages }: Site,
  ctx: RequestContext,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const [id, value] of Object.entries(settings))
      await stages.documents.save(transaction, ctx, { type: 'variable', id, content: { value } });
  });
}

const TAGS = 'tags';

/** Names of terms and vocabularies, in a stage; answers those that it made. */
async function changeTerms(
  { categories }: Site,
  ctx: RequestContext,
  vocabulary: string,
  secret: () => string,
): Promise<readonly Term[]> {
  const said = () => ({ name: `Of ${secret()}`, description: secret(), synonyms: [secret()] });
  const { terms } = await categories.listTerms(ctx, TAGS, { limit: 1 });
  const [first] = terms;
  if (!first) throw new Error('There are no terms.');
  await categories.updateTerm(ctx, first.id, said());
  await categories.createVocabulary(ctx, vocabulary, { label: secret(), description: secret() });
  return [
    await categories.createTerm(ctx, TAGS, { ...said(), parents: [first.id] }),
    await categories.createTerm(ctx, vocabulary, said()),
  ];
}

function listing(name: string, secret: () => string) {
  return {
    name,
    label: secret(),
    description: secret(),
    base: 'item',
    defaults: { fields: [{ id: 'title', column: 'title', label: secret() }] },
    displays: [
      {
        kind: 'page',
        id: 'page',
        path: `/${name.replace('_', '-')}`,
        title: secret(),
        menu: { label: secret() },
      },
      { kind: 'feed', id: 'feed', path: `/${name.replace('_', '-')}.xml`, title: secret() },
      { kind: 'tile', id: 'newest', title: secret() },
    ],
  };
}
