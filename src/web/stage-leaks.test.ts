import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DRAFT, newId } from '#base';
import { openSecretSite, SECRET, type SecretSite } from '../../test/support/staged-secrets.ts';

/**
 * Nobody reads by any address what is not live, unless they may: every page and endpoint that
 * answers GET is asked with the ids of what only stages have, by readers and by editors who may not
 * use stages, with guesses at how a stage could be asked for. A route that is added is asked too; one
 * with a parameter that is not known here fails until `values` says what it can be.
 */
let site: SecretSite;

before(async () => {
  site = await openSecretSite();
});
after(async () => site[Symbol.asyncDispose]());

/** What stands in braces in a path. */
interface Value {
  readonly text: string;
  /** Of something that only stages have: it is answered as if it were made up. */
  readonly isStaged: boolean;
}

function values(path: string, name: string): readonly Value[] {
  const {
    own,
    revisions,
    links,
    top,
    publish,
    story,
    admin,
    liveRevision,
    listings,
    vocabularies,
  } = site;
  const live = (...texts: string[]) => texts.map((text) => ({ text, isStaged: false }));
  const staged = (...texts: string[]) => texts.map((text) => ({ text, isStaged: true }));
  const known: { readonly [name: string]: readonly Value[] | undefined } = {
    id: path.startsWith('/stages')
      ? [...live('live'), ...staged('draft', DRAFT, top.id, top.name)]
      : [...live(story.id, admin.id), ...staged(...own, publish)],
    stage: staged(DRAFT, top.id),
    target: staged(top.id),
    publish: staged(publish),
    preview: staged(links.open.preview.id),
    revision: [...live(liveRevision), ...staged(...revisions)],
    other: staged(...revisions),
    token: live('made-up'),
    type: path.startsWith('/reference')
      ? live('item', 'term', 'file')
      : [...live('story'), ...staged(`kind_${SECRET}`)],
    kinds: [...live('story'), ...staged(`kind_${SECRET}`)],
    field: [...live('text'), ...staged(`more_${SECRET}`)],
    kind: live('text'),
    name: path.startsWith('/file')
      ? live('a.txt', site.fileName)
      : [...live('stories'), ...staged(...listings)],
    display: live('newest', 'page'),
    filter: live('title'),
    gather: [...live('stories'), ...staged(...listings)],
    index: live('gather_0a1b2c3d'),
    format: live('full_html'),
    plugin: live('reading-time'),
    vocabulary: [...live('tags'), ...staged(...vocabularies)],
    theme: live('base'),
  };
  const found = known[name];
  if (found === undefined)
    throw new Error(`${path}: say in src/web/stage-leaks.test.ts what {${name}} can be.`);
  return found;
}

interface Address {
  /** That of the route. */
  readonly path: string;
  readonly url: string;
  /** The same with ids that are made up, where an id is of something that only stages have. */
  readonly madeUp: string | undefined;
}

/** A path with every combination of what can stand in its braces. */
function addressesOf(path: string, prefix = ''): readonly Address[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  let filled: readonly { readonly url: string; readonly madeUp: string }[] = [
    { url: path, madeUp: path },
  ];
  for (const name of names)
    filled = filled.flatMap(({ url, madeUp }) =>
      values(path, name).map(({ text, isStaged }) => ({
        url: url.replace(`{${name}}`, text),
        madeUp: madeUp.replace(`{${name}}`, isStaged ? madeUpLike(text) : text),
      })),
    );
  return filled.map(({ url, madeUp }) => ({
    path: prefix + path,
    url: prefix + url,
    madeUp: madeUp === url ? undefined : prefix + madeUp,
  }));
}

const MADE_UP = 'made_up';

/** A made-up id for an id, a made-up name for a name. */
function madeUpLike(text: string): string {
  return /^[0-9a-f]{8}-/.test(text) ? newId() : MADE_UP;
}

async function everyAddress(): Promise<readonly Address[]> {
  const { mountedPages, changingPages, mountedEndpoints } = await site.web();
  const pages = [...mountedPages, ...changingPages.pages()]
    .filter(({ methods }) => methods.includes('GET'))
    .flatMap(({ path }) => addressesOf(path));
  const inLive = new Set(changingPages.pages().map(({ path }) => path));
  const staged = (changingPages.staged?.() ?? [])
    .filter(({ path }) => !inLive.has(path))
    .map(({ path }) => ({ path, url: path, madeUp: '/made-up' }));
  const endpoints = mountedEndpoints
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path }) => addressesOf(path, '/api/v1'));
  const others = ['/robots.txt', '/health/ready', '/.well-known/change-password', '/nowhere'];
  assert.ok(staged.some(({ url }) => url === '/staged-list'));
  return [
    ...pages,
    ...staged,
    ...endpoints,
    ...others.map((url) => ({ path: url, url, madeUp: undefined })),
  ];
}

/** How somebody could try to get into a stage. */
interface Guess {
  readonly what: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** It names a stage: everything that may be of one is asked for, and else something by each route. */
  readonly names?: true;
}

function guesses(): readonly Guess[] {
  const { links, top } = site;
  const [id = '', signature = ''] = links.open.token.split('.');
  const cookie = (name: string, value: string) => ({ cookie: `${name}=${value}` });
  const preview = (token: string) => ({
    ...cookie('trovato_preview', token),
    'x-requested-with': 'fetch',
  });
  return [
    { what: 'nothing', names: true },
    { what: 'the name as a parameter', query: 'stage=draft', names: true },
    { what: 'the id as a parameter', query: `stage=${top.id}`, names: true },
    { what: 'the name as a header', headers: { 'x-trovato-stage': 'draft' }, names: true },
    { what: 'the id as a header', headers: { 'x-trovato-stage': top.id }, names: true },
    { what: 'a made-up preview', headers: preview('made-up') },
    { what: 'a preview that is not signed', headers: preview(id) },
    {
      what: 'a preview that was tampered with',
      headers: preview(`${id}.${signature.toLowerCase()}`),
    },
    { what: 'a preview that has expired', headers: preview(links.expired.token) },
    { what: 'a preview that was revoked', headers: preview(links.revoked.token) },
    { what: 'a preview of a stage that was closed', headers: preview(links.closed.token) },
    { what: 'the id of the stage for a preview', headers: preview(DRAFT) },
    { what: 'a made-up session', headers: cookie('trovato_session', links.open.token) },
    { what: 'a word of it to search for', query: `q=${SECRET}&title=${SECRET}` },
    { what: 'a word of it to search for over REST', query: `title=${SECRET}` },
    { what: 'a word of it in a listing over REST', query: `filter[title]=${SECRET}` },
    { what: 'the word of it in terms', query: `search=${SECRET}` },
  ];
}

async function ask(url: string, { query, headers }: Guess, own: Record<string, string> = {}) {
  const answer = await site.app.inject({
    url: query === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`,
    headers: { host: 'site.test', ...own, ...headers, ...joined(own, headers) },
  });
  return {
    status: answer.statusCode,
    headers: JSON.stringify(answer.headers),
    location: answer.headers.location ?? '',
    body: answer.body,
    reference: String(answer.headers['x-request-id']),
  };
}

/** Cookies of both. */
function joined(own: Record<string, string>, headers: Guess['headers'] = {}) {
  const cookies = [own['cookie'], headers['cookie']].filter((one) => one !== undefined);
  return cookies.length === 0 ? {} : { cookie: cookies.join('; ') };
}

type Answer = Awaited<ReturnType<typeof ask>>;

/** What of the stages is in an answer, without what was in the question. */
function leaked(
  { body, headers }: Answer,
  url: string,
  words: readonly string[],
): readonly string[] {
  const said = `${headers}\n${body}`.toLowerCase();
  const ids = [...site.own, ...site.revisions, site.links.open.token];
  return [
    ...words.filter((word) => said.includes(word)),
    ...ids.filter((id) => said.includes(id) && !url.includes(id)),
  ];
}

/** The answer without what differs from one time to the next. */
function plain({ status, location, body, reference }: Answer, url: string): string {
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const names = new RegExp([MADE_UP, ...site.vocabularies, `\\w+_${SECRET}`].join('|'), 'g');
  const same = (text: string) =>
    text
      .replaceAll(url, 'URL')
      .replaceAll(encodeURIComponent(url), 'URL')
      .replaceAll(reference, 'REFERENCE')
      .replaceAll(ids, 'ID')
      // What was asked for is said again.
      .replaceAll(names, 'NAME');
  return `${status} ${same(location)}\n${same(body)}`;
}

/** Everything that is wrong with what somebody is answered. */
async function findLeaks(
  addresses: readonly Address[],
  guess: Guess,
  own: Record<string, string> = {},
  words: readonly string[] = site.words,
): Promise<readonly string[]> {
  const found: string[] = [];
  // What only stages have stands last.
  const byRoute = new Map(addresses.map((address) => [address.path, address]));
  for (const { url, madeUp } of guess.names ? addresses : byRoute.values()) {
    const answer = await ask(url, guess, own);
    if (answer.status >= 500) found.push(`${url}: ${answer.status}`);
    const said = leaked(answer, url, words);
    if (said.length > 0) found.push(`${url}: ${said.join(', ')}`);
    if (madeUp === undefined) continue;
    const other = await ask(madeUp, guess, own);
    if (plain(answer, url) !== plain(other, madeUp))
      found.push(`${url} (${answer.status}) is not answered as ${madeUp} (${other.status}) is`);
  }
  return found;
}

/** Who takes a field from a type is told which content loses values by it, wherever that is. */
const TOLD = ['administer content types'];

describe('who may not look at stages reads nothing of them', () => {
  test('the words are there for who may', async () => {
    const shown = new Set<string>();
    const api = await site.api({ isAdmin: true });
    const { own, story, top, publish } = site;
    for (const stage of ['draft', top.name])
      for (const path of [
        ...[...own, story.id].map((id) => `/items/story/${id}/revisions`),
        ...[...own, story.id].map((id) => `/items/story/${id}`),
        ...own.map((id) => `/files/${id}`),
        '/stages',
        '/gathers',
        ...site.listings.map((name) => `/gathers/${name}`),
        ...['tags', ...site.vocabularies].map((name) => `/terms/${name}`),
        `/stages/${stage}/previews`,
        `/publishes/${publish}`,
      ]) {
        const { json } = await api('GET', `${path}?stage=${stage}`);
        const said = JSON.stringify(json).toLowerCase();
        for (const word of site.words) if (said.includes(word)) shown.add(word);
      }
    const guest = site.browse();
    for (const path of [`/preview/${site.links.open.token}`, '/staged-list', '/stories']) {
      const { html } = await guest.get(path);
      for (const word of site.words) if (html.toLowerCase().includes(word)) shown.add(word);
    }
    const listed = site.words.filter((word) => shown.has(word));
    assert.ok(listed.length >= site.words.length * 0.6, `${listed.length} of ${site.words.length}`);

    const browser = site.browse();
    const front = await browser.get(`/preview/${site.links.open.token}`);
    assert.match(front.text, new RegExp(SECRET), 'and for who has a link');
  });

  test('a reader without an account, whatever they try', async () => {
    const addresses = await everyAddress();
    assert.ok(addresses.length > 150, `${addresses.length} addresses`);
    for (const guess of guesses())
      assert.deepEqual(await findLeaks(addresses, guess), [], guess.what);
  });

  test('an editor who may do everything else, and may not use stages', async () => {
    const permissions = site.permissions
      .list()
      .filter(({ group, name }) => group !== 'Stages' && !TOLD.includes(name))
      .map(({ name }) => name);
    const { cookies } = await site.signIn({ permissions });
    const cookie = `trovato_session=${cookies.get('trovato_session')}`;
    const addresses = (await everyAddress()).filter(({ url }) => !/logout/.test(url));
    // Where permissions are chosen from stand those of each stage and of each type.
    const words = site.words.filter((word) => word !== site.label && word !== site.kind);
    for (const guess of guesses().filter(({ headers }) => headers?.['cookie'] === undefined))
      assert.deepEqual(
        await findLeaks(addresses, guess, { cookie, 'x-requested-with': 'fetch' }, words),
        [],
        guess.what,
      );
  });
});
