import { NotAllowed } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, heading, inOrder, link, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Navigation, SectionLink } from './navigation.ts';

/** `/admin`: what needs attention, the sections that one may use, what was worked on last. */
export function adminHome(
  navigation: Navigation,
  recent: (ctx: RequestContext) => Promise<Element | undefined>,
  attention: (ctx: RequestContext) => Element | undefined,
): PageRoute {
  return {
    methods: ['GET'],
    path: '/admin',
    signedIn: true,
    async handle({ ctx }) {
      const sections = navigation(ctx.actor);
      if (sections.length === 0) {
        throw new NotAllowed(
          'web.no_sections',
          'Your account may not use any part of the administration. An administrator can give you a role that may.',
        );
      }
      const work = await recent(ctx);
      return {
        kind: 'page',
        theme: 'admin',
        layout: 'wide',
        title: 'Administration',
        body: container(
          inOrder(
            attention(ctx),
            container(inOrder(...sections.filter(({ aside }) => aside !== true).map(card)), {
              attributes: { class: 'cards' },
            }),
            work &&
              container(inOrder(heading(2, 'Changed last'), work), {
                tag: 'section',
                attributes: { class: 'stack' },
              }),
            ...sections
              .filter(({ aside }) => aside === true)
              .map(({ url, label }) => container({ link: link(url, label) }, { tag: 'p' })),
          ),
          { attributes: { class: 'stack', 'data-gap': 'large' } },
        ),
      };
    },
  };
}

function card({ label, url, description }: SectionLink): Element {
  return {
    '#type': 'card',
    '#title': label,
    '#level': 2,
    '#url': url,
    '#children': { description: paragraph(description, { class: 'muted' }) },
  };
}
