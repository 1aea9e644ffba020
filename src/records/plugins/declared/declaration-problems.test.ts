import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PluginRoute } from './declaration-taps.ts';
import { declarationProblem, type Taken } from './declaration-problems.ts';
import { type DeclaringPlugin, NOTHING_DECLARED } from './declarations.ts';

const SEA: PluginRoute = { path: '/sea', title: 'Sea', access: 'public' };

function plugin(
  name: string,
  routes: readonly PluginRoute[],
  permissions: readonly string[] = [],
): DeclaringPlugin {
  const declared = {
    ...NOTHING_DECLARED,
    routes,
    permissions: permissions.map((one) => ({ name: one, label: one })),
  };
  return { name, label: name, declared };
}

const taken: Taken = {
  paths: ['/', '/admin/people', '/item/{id}', '/api/*'],
  permissions: ['administer users', 'access content'],
  plugins: [plugin('Tides', [{ ...SEA, path: '/tides/:day' }], ['read tides'])],
};

const problem = (route: Partial<PluginRoute>) =>
  declarationProblem(plugin('Sea', [{ ...SEA, ...route }], ['swim']), taken);
const needing = (permission: string): Partial<PluginRoute> => {
  const { access: _access, ...rest } = { ...SEA, permission };
  return rest;
};

test('pages with permissions of the plugin, of the site and of others are fine', () => {
  const routes = ['swim', 'access content', 'read tides'].map((permission, i) => ({
    path: `/sea/${i}`,
    title: 'Sea',
    permission,
  }));
  assert.equal(declarationProblem(plugin('Sea', [SEA, ...routes], ['swim']), taken), undefined);
});

test('a page is refused that is somebody else’s, or that does not say who may open it', () => {
  const refused: readonly (readonly [Partial<PluginRoute>, RegExp])[] = [
    [{ path: '/' }, /front page/],
    [{ path: '/admin/people' }, /site’s own \(\/admin\/people\)/],
    [{ path: '/item/mine' }, /site’s own \(\/item\/\{id\}\)/],
    [{ path: '/api/v1/sea' }, /site’s own/],
    [{ path: '/tides/monday' }, /taken by “Tides”/],
    [{ path: '/Sea side' }, /small letters/],
    [{ path: '/admin/sea' }, /needs a permission/],
    [{ permission: 'swim' }, /Only one of them/],
    [{ answers: 'json', methods: ['GET', 'POST'] }, /read by GET/],
    [{ admin: { label: 'Sea', description: 'Waves.' } }, /section of the administration/],
  ];
  for (const [route, why] of refused)
    assert.match(problem(route) ?? '', why, JSON.stringify(route));
  const open = { path: '/sea', title: 'Sea' };
  assert.match(declarationProblem(plugin('Sea', [open]), taken) ?? '', /who may open it/);
  const king = { ...open, ...needing('be king'), access: undefined };
  const { access: _none, ...route } = king;
  assert.match(
    declarationProblem(plugin('Sea', [route]), taken) ?? '',
    /“be king”, which there is/,
  );
  assert.match(declarationProblem(plugin('Sea', [SEA, SEA]), taken) ?? '', /twice/);
});

test('a permission is refused that the site or another plugin has, or that comes with content', () => {
  for (const [name, why] of [
    ['administer users', /site’s own/],
    ['edit any boat content', /site’s own/],
    ['use text format shout', /site’s own/],
    ['read tides', /“Tides” has/],
  ] as const) {
    assert.match(declarationProblem(plugin('Sea', [], [name]), taken) ?? '', why, name);
  }
});
