import { definePlugin, element, pages } from '@trovato/plugin-sdk';
import { listing } from './listing.ts';
import { KEEP, post } from './post.ts';

export default definePlugin({
  itemInfo: () => [post],

  theme: () => ({
    components: {
      blog_card: {
        description: 'A post in the list of posts; its date stands inside.',
        values: {
          title: 'text',
          url: 'text',
          summary: 'text',
          author: 'text',
          image: 'text',
          alt: 'text',
        },
      },
      blog_more: { description: 'Leads from a post to all of them.', values: { url: 'text' } },
    },
  }),

  ...pages({ '/blog': { title: 'Blog', access: 'public', methods: ['GET'], answer: listing } }),

  perm: () => [{ name: KEEP, label: 'Keep a blog: write posts, and change and delete one’s own' }],

  itemAccess({ type, authorId }, op, ctx) {
    if (type !== 'blog' || op === 'view' || !ctx.can(KEEP)) return 'neutral';
    return op === 'create' || authorId === ctx.actor.id ? 'grant' : 'neutral';
  },

  itemView: ({ type, viewMode }) =>
    type === 'blog' && viewMode === 'full'
      ? element('component', {
          component: 'blog_more',
          values: { url: '/blog' },
          attached: { styles: ['blog/blog'] },
        })
      : undefined,
});
