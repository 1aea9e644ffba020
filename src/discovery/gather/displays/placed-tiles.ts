import type { RequestContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { AddToPage } from '#records/items';
import type { TilePlace } from '../definition/gather.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildTile } from './tile.ts';

/** What listings put before and after the content of pages, in the order of their names. */
export function createPlacedTiles(deps: GatherShowDeps): AddToPage {
  return async (ctx, page) => {
    const at = (position: TilePlace['position']) => build(deps, ctx, page, position);
    const [before, after] = await Promise.all([at('before'), at('after')]);
    return { before, after };
  };
}

type Page = Parameters<AddToPage>[1];

async function build(
  deps: GatherShowDeps,
  ctx: RequestContext,
  page: Page,
  position: TilePlace['position'],
): Promise<readonly Element[]> {
  const wanted = deps.gathers
    .list(ctx.stage)
    .filter(({ enabled }) => enabled)
    .flatMap(({ gather }) =>
      gather.displays.flatMap((display) =>
        display.kind === 'tile' &&
        display.places.some((place) => place.position === position && isAt(place, page))
          ? [[gather.name, display.id] as const]
          : [],
      ),
    );
  const item = page.on === 'items' ? page.item.id : undefined;
  const built = await Promise.all(
    wanted.map(([name, display]) => buildTile(deps, ctx, name, display, item)),
  );
  return built.filter((element) => element !== undefined);
}

function isAt(place: TilePlace, page: Page): boolean {
  if (place.on === 'front' || page.on === 'front') return place.on === page.on;
  return place.types.length === 0 || place.types.includes(page.item.type);
}
