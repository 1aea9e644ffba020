import type { FormDefinition, Forms } from '#grammar/forms';
import { badge, container, type Element, inOrder, link, text, time } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { UserId } from '#base';
import type { SessionInfo } from '../session.ts';
import { profilePath } from '../user-reference.ts';
import type { Users } from '../users.ts';
import { agentName } from './agent-name.ts';
import { accountOf } from './user-of.ts';
import { userTabs } from './user-tabs.ts';

interface Args {
  readonly user: UserId;
  readonly session: SessionInfo;
}

/** `/user/{id}/sessions`: where one is signed in, and the buttons that end it. */
export function sessionsPage(users: Users, forms: Forms): PageRoute {
  const form = endSessionForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/{id}/sessions',
    signedIn: true,
    async handle(request) {
      const user = await accountOf(users, request);
      const sessions = await users.sessions.list(request.ctx, user.id, request.sessionToken);
      const rows = [];
      for (const session of sessions) {
        const end = await endButton(forms, form, { user: user.id, session }, request);
        if (end.kind === 'redirect' || end.kind === 'fragment') return end;
        rows.push({ cells: [...cells(session), end.element] });
      }
      return {
        kind: 'page',
        title: 'Sessions',
        body: {
          '#type': 'table',
          '#caption': `Where ${user.name} is signed in`,
          '#columns': [
            { label: 'Browser' },
            { label: 'Address' },
            { label: 'Signed in' },
            { label: 'Last seen' },
            { label: 'End', hidden: true },
          ],
          '#rows': rows,
          '#empty': text('This account is not signed in anywhere.'),
        },
        ...userTabs(request.ctx.actor, user, 'sessions'),
      };
    },
  };
}

function cells(session: SessionInfo): readonly Element[] {
  return [
    container(
      inOrder(
        text(agentName(session.agent)),
        session.current && container({ here: badge('This one', 'positive') }, { tag: 'span' }),
      ),
      { attributes: { class: 'cluster' } },
    ),
    text(session.address),
    time(session.created),
    time(session.seen, 'relative'),
  ];
}

/** One's own session ends by signing out. */
async function endButton(
  forms: Forms,
  form: FormDefinition<Args>,
  args: Args,
  request: PageRequest,
) {
  if (args.session.current) {
    return { kind: 'link' as const, element: link('/user/logout', 'Sign out', { look: 'quiet' }) };
  }
  return forms.run(form, args, request, { key: `end_session_${args.session.id}` });
}

function endSessionForm(users: Users): FormDefinition<Args> {
  return {
    id: 'end_session',
    build: async () => ({ elements: {}, actions: { end: { label: 'End', look: 'quiet' } } }),
    async submit(ctx, { user, session }) {
      await users.sessions.revoke(ctx, user, session.id);
      return {
        kind: 'redirect',
        to: `${profilePath(user)}/sessions`,
        messages: [
          { tone: 'positive', text: `The session in ${agentName(session.agent)} is over.` },
        ],
      };
    },
  };
}
