import { Gone, localAddress } from '#base';
import type { PageRoute } from '#grammar/routes';
import { PreviewNotFound, type Previews } from '#records/stages';

/** Where “Leave preview” posts to. */
export const LEAVE_PREVIEW = '/preview/leave';

/** The preview has expired or was revoked, or its stage was closed. */
class PreviewOver extends Gone {
  constructor() {
    super(
      'stage.preview_over',
      'This preview has ended. Ask whoever sent you the link for a new one. The site is there as everybody sees it.',
    );
  }
}

/** `/preview/<token>`: from then on this browser sees a stage, until it leaves or the link ends. */
export function previewPages(previews: Pick<Previews, 'open'>): readonly PageRoute[] {
  return [
    {
      methods: ['GET'],
      path: '/preview/{token}',
      async handle({ ctx, params, query }) {
        const token = params['token'] ?? '';
        const shown = await previews.open(token);
        if (shown.is === 'unknown') throw new PreviewNotFound();
        if (shown.is === 'over') throw new PreviewOver();
        const to = localAddress(query.get('to') ?? '/') ?? '/';
        if (ctx.actor.kind !== 'anonymous')
          return {
            kind: 'redirect',
            to,
            messages: [
              {
                tone: 'info',
                text: 'You are signed in, and see the site as your account does. To see the preview, sign out first, or open the link in a private window.',
              },
            ],
          };
        return { kind: 'redirect', to, preview: { token, until: shown.expires } };
      },
    },
    {
      methods: ['POST'],
      path: LEAVE_PREVIEW,
      handle: async () => ({ kind: 'redirect', to: '/', preview: null }),
    },
  ];
}
