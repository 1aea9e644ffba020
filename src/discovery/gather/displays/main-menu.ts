import type { RoleId, StageId } from '#base';
import { type Actor, can } from '#grammar/access';
import type { MenuLink } from '#grammar/theme';
import type { Logger } from '#platform/telemetry';
import { type AccessRule, sectionsOf } from '../definition/gather.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { addressWith } from './display-address.ts';

interface RuledLink {
  readonly link: MenuLink;
  readonly weight: number;
  readonly access: AccessRule;
}

/**
 * The links of listings in the readers' main navigation, as far as an actor may follow them. It
 * asks nothing: names of roles that are not known yet are read for the next page.
 */
export function createGatherMenu(
  { gathers, roleNames }: Pick<GatherShowDeps, 'gathers' | 'roleNames'>,
  log: Logger,
): (actor: Actor, stage?: StageId) => readonly MenuLink[] {
  const known = new WeakMap<readonly SavedGather[], readonly RuledLink[]>();
  const names = new Map<RoleId, string>();
  const read = async (roles: readonly RoleId[]) => {
    for (const role of roles) {
      const [name] = await roleNames([role]);
      if (name !== undefined) names.set(role, name);
    }
  };
  const allows = (actor: Actor, rule: AccessRule): boolean => {
    if (rule.kind === 'content') return can(actor, 'access content');
    if (rule.kind === 'permission') return can(actor, rule.permission);
    const unknown = actor.roles.filter((role) => !names.has(role));
    if (unknown.length > 0) {
      read(unknown).catch((error: unknown) => log.warn({ err: error }, 'Roles could not be read'));
    }
    return actor.isAdmin || actor.roles.some((role) => rule.roles.includes(names.get(role) ?? ''));
  };
  const linksIn = (stage: StageId | undefined): readonly RuledLink[] => {
    const now = gathers.list(stage);
    const before = known.get(now);
    if (before) return before;
    const links = now
      .filter(({ enabled }) => enabled)
      .flatMap(linksOf)
      .toSorted((a, b) => a.weight - b.weight || (a.link.label < b.link.label ? -1 : 1));
    known.set(now, links);
    return links;
  };
  return (actor, stage) =>
    linksIn(stage)
      .filter(({ access }) => allows(actor, access))
      .map(({ link }) => link);
}

function linksOf({ gather }: SavedGather): readonly RuledLink[] {
  return gather.displays.flatMap((display) => {
    if (display.kind !== 'page' || !display.menu) return [];
    const { access } = sectionsOf(gather, display);
    // A link cannot say what an argument is.
    const url = addressWith(gather, display, {});
    if (url === undefined) return [];
    return [{ link: { url, label: display.menu.label }, weight: display.menu.weight, access }];
  });
}
