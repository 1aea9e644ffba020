import type { Clock, UserId } from '#base';
import type { FormDefinition, Forms } from '#grammar/forms';
import {
  badge,
  container,
  type Element,
  heading,
  inOrder,
  link,
  paragraph,
  text,
  time,
} from '#grammar/render';
import type { PageRoute, PageView } from '#grammar/routes';
import { type ApiToken, SCOPES } from '../api-token.ts';
import type { User } from '../user.ts';
import { isOneself } from '../user-policy.ts';
import { profilePath } from '../user-reference.ts';
import type { Users } from '../users.ts';
import { entered } from './entered.ts';
import { accountOf } from './user-of.ts';
import { userTabs } from './user-tabs.ts';

const DAY = 24 * 60 * 60 * 1000;

interface CreateArgs {
  readonly user: UserId;
  /** Told the new token: the page shows it in place of the form. */
  readonly made: (token: string) => void;
}

interface RevokeArgs {
  readonly user: UserId;
  readonly token: ApiToken;
}

/** `/user/{id}/tokens`: the ways in that one gave to programs. */
export function tokensPage(users: Users, forms: Forms, clock: Clock): PageRoute {
  const create = createTokenForm(users, clock);
  const revoke = revokeTokenForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/{id}/tokens',
    signedIn: true,
    async handle(request) {
      const user = await accountOf(users, request);
      const own = isOneself(request.ctx.actor, user.id);
      let token: string | undefined;
      let form: Element | undefined;
      let status = 200;
      if (own) {
        const made = (secret: string) => void (token = secret);
        const shown = await forms.run(create, { user: user.id, made }, request);
        if (shown.kind !== 'form') return shown;
        form = shown.element;
        status = shown.status;
      }
      const view = page(request.ctx.actor, user, status);
      if (token !== undefined) return { ...view, body: secretShown(user, token) };

      const tokens = await users.tokens.list(request.ctx, user.id);
      const rows = [];
      for (const one of tokens) {
        const button = await forms.run(revoke, { user: user.id, token: one }, request, {
          key: `revoke_token_${one.id}`,
        });
        if (button.kind !== 'form') return button;
        rows.push({ cells: [...cells(one, clock.now()), button.element] });
      }
      return {
        ...view,
        body: container(
          inOrder(
            paragraph(
              'A token lets a program act for this account, as far as its scopes go, without the password.',
              { class: 'muted' },
            ),
            tokenTable(user, rows),
            form && heading(2, 'New token'),
            form,
          ),
          { attributes: { class: 'stack', 'data-gap': 'large' } },
        ),
      };
    },
  };
}

function page(actor: Parameters<typeof userTabs>[0], user: User, status: number) {
  return {
    kind: 'page',
    title: 'API tokens',
    status,
    sealed: true,
    ...userTabs(actor, user, 'tokens'),
  } satisfies Omit<PageView, 'body'>;
}

/** The only time that anybody sees it. */
function secretShown(user: User, token: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'positive',
    '#value': 'Copy the new token now. It is shown this once and kept nowhere.',
    '#children': {
      token: { '#type': 'code', '#value': token },
      back: link(`${profilePath(user.id)}/tokens`, 'I have copied it', { look: 'secondary' }),
    },
  };
}

function tokenTable(user: User, rows: readonly { readonly cells: readonly Element[] }[]): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': `Tokens of ${user.name}` },
    '#columns': [
      { label: 'Name' },
      { label: 'May' },
      { label: 'Made' },
      { label: 'Last used' },
      { label: 'Expires' },
      { label: 'Revoke', hidden: true },
    ],
    '#rows': rows,
    '#empty': text('No tokens yet.'),
  };
}

function cells(token: ApiToken, now: Date): readonly Element[] {
  return [
    text(token.name),
    text(token.scopes.join(', ')),
    time(token.created),
    token.lastUsed ? time(token.lastUsed, 'relative') : text('Never'),
    token.expires === null
      ? text('Never')
      : token.expires > now
        ? time(token.expires)
        : badge('Expired', 'caution'),
  ];
}

function createTokenForm(users: Users, clock: Clock): FormDefinition<CreateArgs> {
  return {
    id: 'create_token',
    build: async () => ({
      elements: {
        name: {
          kind: 'text',
          label: 'Name',
          help: 'What it is for, so that you know later which one to revoke.',
          required: true,
          maxLength: 100,
        },
        scopes: {
          kind: 'radios',
          label: 'What it may do',
          sealed: true,
          required: true,
          options: SCOPES.map((scope) => ({
            value: scope,
            label: scope === 'read' ? 'Read' : 'Read and write',
          })),
          default: 'read',
        },
        expires: {
          kind: 'select',
          label: 'Expires',
          sealed: true,
          required: true,
          options: [
            { value: '30', label: 'In 30 days' },
            { value: '90', label: 'In 90 days' },
            { value: '365', label: 'In a year' },
            { value: '0', label: 'Never' },
          ],
          default: '90',
        },
      },
      actions: { create: { label: 'Create token' } },
    }),
    async submit(ctx, { user, made }, values) {
      const days = Number(entered(values, 'expires'));
      const scope = entered(values, 'scopes');
      const { token } = await users.tokens.create(ctx, user, {
        name: entered(values, 'name'),
        scopes: SCOPES.filter((one) => one === scope),
        expires: days > 0 ? new Date(clock.now().getTime() + days * DAY) : null,
      });
      made(token);
      return { kind: 'again' };
    },
  };
}

function revokeTokenForm(users: Users): FormDefinition<RevokeArgs> {
  return {
    id: 'revoke_token',
    build: async () => ({ elements: {}, actions: { revoke: { label: 'Revoke', look: 'quiet' } } }),
    async submit(ctx, { user, token }) {
      await users.tokens.revoke(ctx, user, token.id);
      return {
        kind: 'redirect',
        to: `${profilePath(user)}/tokens`,
        messages: [{ tone: 'positive', text: `The token “${token.name}” is revoked.` }],
      };
    },
  };
}
