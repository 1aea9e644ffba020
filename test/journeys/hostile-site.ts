import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { container } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { everyElement } from '../support/every-element.ts';
import { asLine, hostileTexts, packed } from '../support/hostile.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { fillContent, fillTypes, LINES } from './hostile-content.ts';

const TEXTS = hostileTexts().map(({ text }) => text);
const URLS = hostileTexts('urls').map(({ text }) => text);
const TREE_TEXTS = 40;
export const TREE_PAGES = Math.ceil(TEXTS.length / TREE_TEXTS);

/** `/hostile/N`: elements of every type with every attribute, that say hostile texts. */
const treePage: PageRoute = {
  methods: ['GET'],
  path: '/hostile/{part}',
  async handle({ params }) {
    const from = Number(params['part']) * TREE_TEXTS;
    const elements = TEXTS.slice(from, from + TREE_TEXTS).flatMap((text, at) =>
      everyElement(text, URLS[(from + at) % URLS.length] ?? text, at),
    );
    const [first = '', second = ''] = TEXTS.slice(from);
    return {
      kind: 'page',
      title: first,
      description: second,
      breadcrumb: [{ url: first, label: second }],
      tabs: [{ url: second, label: first }],
      messages: TEXTS.slice(from, from + TREE_TEXTS).map((text) => ({
        tone: 'info' as const,
        text,
        link: { url: text, label: text },
        undo: { url: text, label: text },
      })),
      body: container(Object.fromEntries(elements.map((one, at) => [`e${at}`, one]))),
    };
  },
};

/** Puts what it is given everywhere that a template can. */
const TEMPLATE = `<article title="{{ title }}" data-id='{{ id }}'><h2>{{ title }}</h2>
<a href="{{ title }}">{{ author_name }}</a><a href='{{ author_url }}' title="{{ content }}">b</a>
<img src="{{ title }}" alt="{{ content }}"><form action="{{ title }}"><textarea>{{ title }}</textarea></form>
<!-- {{ title }} -->{{ content }}{{ fields[title]|default("") }}</article>
`;

export interface HostileSite extends AsyncDisposable {
  readonly site: TestKernel;
  readonly admin: Awaited<ReturnType<TestKernel['signIn']>>;
  readonly origin: string;
  /** Pages that show what was put into the site. */
  readonly paths: readonly string[];
  /** The same, of which there are too many to go to. */
  readonly many: readonly string[];
  /** A picture that holds scripts. */
  readonly drawing: string;
}

/** A site where everything that somebody can write is hostile. */
export async function openHostileSite(): Promise<HostileSite> {
  const site = await openTestKernel({ settings: { baseUrl: undefined }, pages: [treePage] });
  const theme = join(site.settings.data, 'themes/hostile');
  await mkdir(join(theme, 'templates'), { recursive: true });
  await writeFile(join(theme, 'theme.toml'), 'name = "Hostile"\nbase = "base"\n');
  await writeFile(join(theme, 'templates/item--hostile.html'), TEMPLATE);
  const origin = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const admin = await site.signIn({ name: 'Ada', isAdmin: true });
  await admin.post('/admin/appearance/use/hostile');

  const [firstTerm = '', ...terms] = await fillCategories(site);
  const people = await fillPeople(site);
  const { drawing, ...files } = await fillFiles(site, admin.ctx);
  const { everything, items } = await fillContent(site, admin.ctx, {
    terms: [firstTerm, ...terms],
    people,
    ...files,
  });
  const labels = await fillTypes(site);
  return {
    site,
    admin,
    origin,
    paths: [
      '/',
      '/?page=1',
      ...everything,
      ...labels,
      '/admin',
      '/admin/content',
      '/admin/content?page=1',
      '/admin/categories',
      '/admin/categories/hostile',
      '/admin/people',
      '/admin/people/roles',
      '/admin/people/permissions',
      `/term/${firstTerm}`,
      `/user/${people[0]}`,
    ],
    drawing: `/file/${drawing}/drawing.svg`,
    many: [
      ...items.map((id) => `/item/${id}`),
      ...items.filter((_, at) => at % 4 === 0).map((id) => `/item/${id}/revisions`),
      ...terms.slice(0, 30).map((id) => `/term/${id}`),
      ...people.slice(0, 30).map((id) => `/user/${id}`),
    ],
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

async function fillCategories({ categories, system }: TestKernel): Promise<readonly string[]> {
  await categories.createVocabulary(system, 'hostile', { label: LINES[0], description: LINES[1] });
  for (const [at, label] of packed(200).map(asLine).entries()) {
    await categories.createVocabulary(system, `v${at}`, { label, description: label });
  }
  const ids: string[] = [];
  for (const name of LINES.filter((line) => line.length <= 255)) {
    const term = await categories.createTerm(system, 'hostile', { name, description: name });
    ids.push(term.id);
  }
  return ids;
}

async function fillPeople({ users, system }: TestKernel): Promise<readonly string[]> {
  const ids: string[] = [];
  const names = new Set(LINES.map((line) => Array.from(line).slice(0, 60).join('').trim()));
  for (const name of names) {
    // Names are the same in any case and form of letters; the first one has it.
    const user = await users.createUser(system, { name }).catch(() => undefined);
    if (user) ids.push(user.id);
  }
  return ids;
}

/** One red pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

async function fillFiles({ files, settings }: TestKernel, ctx: TestKernel['system']) {
  const path = join(settings.data, 'hostile');
  const extensions = ['txt', 'png', 'svg'];
  const upload = async (name: string, content: string | Buffer) => {
    await writeFile(path, content);
    const sent = { filename: name, mime: 'text/html', size: 1, path };
    return files.uploadFile(ctx, sent, { extensions, maxSize: 1000 });
  };
  const ids: string[] = [];
  for (const text of packed(110)) ids.push((await upload(`${text} x.txt`, asLine(text))).id);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';
  return {
    files: ids,
    picture: (await upload('picture.png', Buffer.from(PICTURE, 'base64'))).id,
    drawing: (await upload('drawing.svg', svg)).id,
  };
}
