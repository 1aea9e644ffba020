import { parseId } from '#base';
import type { FormDefinition, Forms, FormValues } from '#grammar/forms';
import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  text,
  time,
} from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { entered } from '../pages/entered.ts';
import type { Role } from '../roles.ts';
import { isBuiltIn } from '../roles.ts';
import type { User, UserQuery } from '../user.ts';
import type { Users } from '../users.ts';
import { ADMIN, peopleTabs } from './people-frame.ts';

const PER_PAGE = 50;
/** Stands among the roles, of which it is none. */
const ADMINISTRATORS = 'administrators';

/** `/admin/people`: everybody who has an account. */
export function peopleListScreen(users: Users, forms: Forms): PageRoute {
  return {
    methods: ['GET'],
    path: '/admin/people',
    permission: 'administer users',
    section: {
      label: 'People',
      description: 'Accounts, roles, and what they may do.',
      icon: 'users',
      weight: 50,
    },
    async handle(request) {
      const { ctx } = request;
      const roles = await users.listRoles();
      const filter = await forms.run(filterForm, roles, request);
      if (filter.kind !== 'form') return filter;
      const asked = Number.parseInt(request.query.get('page') ?? '', 10);
      const page = asked > 0 && asked < 100_000 ? asked : 0;
      const { users: found, total } = await users.listUsers(ctx, {
        ...queryOf(filter.values),
        limit: PER_PAGE,
        offset: page * PER_PAGE,
      });
      const labels = new Map(roles.map((role) => [role.id, role.label]));
      return {
        kind: 'page',
        theme: 'admin',
        layout: 'wide',
        title: 'People',
        // Mail addresses stand on it.
        sealed: true,
        breadcrumb: [ADMIN],
        tabs: peopleTabs(ctx.actor, 'people'),
        actions: [link('/admin/people/add', 'Add user', { look: 'primary', icon: 'plus' })],
        body: container(
          inOrder(
            filter.element,
            paragraph(total === 1 ? '1 user' : `${total} users`, { class: 'muted' }),
            table(found, labels),
            {
              '#type': 'pager',
              '#page': page,
              '#pages': Math.ceil(total / PER_PAGE),
              '#url': request.url,
            },
          ),
          { attributes: { class: 'stack' } },
        ),
      };
    },
  };
}

const filterForm: FormDefinition<readonly Role[]> = {
  id: 'people_filter',
  build: async (_ctx, roles) => ({
    method: 'get',
    elements: {
      search: { kind: 'text', input: 'search', label: 'Name or mail address' },
      status: {
        kind: 'select',
        label: 'Status',
        none: 'Any',
        options: [
          { value: 'active', label: 'Active' },
          { value: 'blocked', label: 'Blocked' },
        ],
      },
      role: {
        kind: 'select',
        label: 'Role',
        none: 'Any',
        options: [
          { value: ADMINISTRATORS, label: 'Administrators' },
          ...roles
            .filter((role) => !isBuiltIn(role.id))
            .map(({ id, label }) => ({ value: id, label })),
        ],
      },
    },
    actions: { filter: { label: 'Filter', look: 'secondary' } },
  }),
  submit: async () => ({ kind: 'again' }),
};

function queryOf(values: FormValues): Omit<UserQuery, 'limit'> {
  const search = entered(values, 'search').trim();
  const status = entered(values, 'status');
  const role = entered(values, 'role');
  const roleId = parseId<'role'>(role);
  return {
    ...(search === '' ? {} : { search }),
    ...(status === '' ? {} : { active: status === 'active' }),
    ...(role === ADMINISTRATORS ? { isAdmin: true } : {}),
    ...(roleId ? { role: roleId } : {}),
  };
}

function table(users: readonly User[], labels: ReadonlyMap<string, string>): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'People' },
    '#columns': [
      { label: 'Name' },
      { label: 'Mail address' },
      { label: 'Roles' },
      { label: 'Status' },
      { label: 'Last sign-in' },
    ],
    '#rows': users.map((user) => ({
      cells: [
        link(`/admin/people/${user.id}/edit`, user.name),
        text(user.mail ?? ''),
        text(rolesOf(user, labels)),
        user.active ? badge('Active', 'positive') : badge('Blocked', 'danger'),
        user.lastLogin ? time(user.lastLogin, 'relative') : text('Never'),
      ],
    })),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'users',
      '#title': 'Nobody found',
      '#value': 'No account fits this filter. Search for less, or show all.',
      '#children': { all: link('/admin/people', 'Show all', { look: 'secondary' }) },
    },
  };
}

function rolesOf(user: User, labels: ReadonlyMap<string, string>): string {
  const names = user.roles.map((role) => labels.get(role) ?? '');
  return [...(user.isAdmin ? ['Administrator'] : []), ...names].join(', ');
}
