import {
  type Context,
  container,
  element,
  link,
  type Element,
  type OpenedPage,
  type PageAnswer,
  showPage,
  type StoredItem,
} from '@trovato/plugin-sdk';
import { excerpt } from './excerpt.ts';
import { KEEP } from './post.ts';

const POSTS = 12;
/** Further ahead the pager does not look. */
const MOST = 1_200;

/** `/blog`: the published posts, the newest first. */
export function listing({ query, path }: OpenedPage, ctx: Context): PageAnswer {
  const page = pageOf(query['page']);
  const { items, total = 0 } = ctx.items.query({
    type: 'blog',
    published: true,
    sort: '-created',
    limit: POSTS,
    offset: page * POSTS,
    count: MOST,
  });
  const first = page === 0;
  return showPage({
    title: 'Blog',
    description: 'All posts, the newest first.',
    ...(items.length > 0 && mayWrite(ctx) ? { actions: [writeLink('Write a post')] } : {}),
    content: container(
      {
        attached: { styles: ['blog/blog'] },
        cache: { tags: ['item_list:blog'], contexts: ['url', 'permissions'] },
      },
      items.length === 0
        ? empty(first, ctx)
        : container(
            { tag: 'ul', class: first ? 'blog-list blog-list-first' : 'blog-list' },
            ...items.map((item) => container({ tag: 'li' }, card(item))),
          ),
      element('pager', { page, pages: Math.ceil(total / POSTS), url: path }),
    ),
  });
}

function card({ id, title, created, author, fields }: StoredItem): Element {
  const picture = firstOf(fields['image']);
  const plain = firstOf(fields['body'])?.['format'] === 'plain_text';
  const summary = textOf(fields['summary']) || excerpt(textOf(fields['body']), plain);
  return element('component', {
    component: 'blog_card',
    values: {
      title,
      url: `/item/${id}`,
      summary,
      author: author.name,
      // The site redirects to the name that the file has.
      image: typeof picture?.['file_id'] === 'string' ? `/file/${picture['file_id']}/picture` : '',
      alt: typeof picture?.['alt'] === 'string' ? picture['alt'] : '',
    },
    cache: { tags: [`item:${id}`] },
    children: { created: element('time', { value: created }) },
  });
}

function empty(first: boolean, ctx: Context): Element {
  return element('empty_state', {
    icon: 'newspaper',
    title: first ? 'No posts yet' : 'Nothing on this page',
    value: first
      ? 'What is written for the blog is listed here, the newest first.'
      : 'The list is shorter than that.',
    ...(first
      ? mayWrite(ctx) && { children: { add: writeLink('Write the first post') } }
      : { children: { back: link('/blog', 'To the newest posts', { look: 'secondary' }) } }),
  });
}

function mayWrite(ctx: Context): boolean {
  return ctx.can('create blog content') || ctx.can(KEEP);
}

function writeLink(label: string): Element {
  return link('/item/add/blog', label, { look: 'primary', icon: 'plus' });
}

function pageOf(text = '0'): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

function firstOf(values: StoredItem['fields'][string] | undefined) {
  return Array.isArray(values) ? values[0] : values;
}

function textOf(values: StoredItem['fields'][string] | undefined): string {
  const value = firstOf(values)?.['value'];
  return typeof value === 'string' ? value : '';
}
