import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import { resolveReferences } from '#grammar/fields';
import {
  container,
  type Element,
  type ElementCache,
  icon,
  inOrder,
  link,
  text,
} from '#grammar/render';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { GatherResult } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { type ExposedFilter, isSwitch, type PlacedFilter, usualTexts } from './exposed-filters.ts';
import { filterControl } from './filter-control.ts';
import type { FilterView } from './filter-view.ts';
import { type Asked, RESET, SENT } from './read-asked.ts';

export interface ExposedForm {
  /** Those whose columns are gone since are left out. */
  readonly filters: readonly PlacedFilter[];
  readonly asked: Asked;
  /** Where the listing is, without a query. */
  readonly path: string;
  /** `/gather/talks/page`: its lookups are below. */
  readonly address: string;
  /** Unique on the page. */
  readonly id: string;
}

/**
 * The filters and orders that readers choose, as a form that is sent by GET: its answer has an
 * address. Undefined where there is nothing to choose. On a phone it is folded.
 */
export async function buildExposedForm(
  deps: Pick<GatherShowDeps, 'references' | 'database' | 'listTerms'>,
  ctx: RequestContext,
  result: GatherResult,
  form: ExposedForm,
): Promise<Element | undefined> {
  const controls = await Promise.all(
    form.filters.flatMap(([filter, source]) =>
      source && mayChoose(ctx, source)
        ? [filterView(deps, ctx, result, form, filter, source).then(filterControl)]
        : [],
    ),
  );
  const order = orderControl(result, form);
  if (controls.length === 0 && order === undefined) return undefined;
  const chosen = form.filters.filter(
    ([{ id }]) => (form.asked.exposed[id]?.length ?? 0) > 0,
  ).length;
  const wrong = [...result.problems, ...form.asked.problems].length > 0;
  const remembers = form.filters.some(([{ exposed }]) => exposed.remember);
  const summary = container(
    inOrder(icon('sliders-horizontal'), text(chosen === 0 ? 'Filter' : `Filter (${chosen})`)),
    { tag: 'summary' },
  );
  return container(
    {
      summary,
      form: {
        '#type': 'form',
        '#action': form.path,
        '#method': 'get',
        '#attributes': { role: 'search', 'aria-label': `Filter ${result.gather.label}` },
        '#children': {
          controls: container(inOrder(...controls, order), {
            attributes: { class: 'gather-controls' },
          }),
          ...(sendsNothing(form) ? { sent: sentMark } : {}),
          actions: container(
            inOrder(
              { '#type': 'button', '#value': 'Apply', '#look': 'primary' },
              chosen > 0 &&
                link(remembers ? `${form.path}?${RESET}=1` : form.path, 'Reset', { look: 'quiet' }),
            ),
            { attributes: { class: 'form-actions' } },
          ),
        },
      },
    },
    {
      tag: 'details',
      attributes: { class: 'gather-filters', open: wrong },
      cache: cacheOf(form),
    },
  );
}

/** The terms to choose from, and the names of what was chosen. */
function cacheOf({ filters, asked }: ExposedForm): ElementCache {
  const tags = filters.flatMap(([{ id }, source]) => {
    const type = source?.references?.type;
    if (type === undefined) return [];
    const chosen = (asked.exposed[id] ?? []).flatMap((text) => parseId(text) ?? []);
    return [...(type === 'term' ? ['term_list'] : []), ...chosen.map((one) => `${type}:${one}`)];
  });
  return { tags: [...new Set(tags)] };
}

/** The names of people are not for everybody to look up. */
function mayChoose({ actor }: RequestContext, { references }: CatalogueColumn): boolean {
  return references?.type !== 'user' || actor.kind !== 'anonymous';
}

const sentMark: Element = {
  '#type': 'input',
  '#input': 'hidden',
  '#name': SENT,
  '#value': '1',
};

/** Boxes that are ticked of themselves would come back where all were taken away. */
function sendsNothing({ filters }: ExposedForm): boolean {
  return filters.some(
    ([filter]) => (isSwitch(filter) || filter.exposed.multiple) && usualTexts(filter).length > 0,
  );
}

async function filterView(
  deps: Pick<GatherShowDeps, 'references' | 'database' | 'listTerms'>,
  ctx: RequestContext,
  result: GatherResult,
  { asked, id, address }: ExposedForm,
  filter: ExposedFilter,
  source: CatalogueColumn,
): Promise<FilterView> {
  const texts = asked.exposed[filter.id] ?? usualTexts(filter);
  const { references } = source;
  const isTerm = references?.type === 'term';
  const terms = isTerm ? await deps.listTerms(ctx, references.bundles) : undefined;
  const [chosen = ''] = texts;
  const looksUp = references !== undefined && terms === undefined && chosen !== '';
  const resolve = looksUp
    ? await resolveReferences(
        deps.references,
        deps.database.queries,
        ctx,
        [{ type: references.type, id: chosen }],
        'view',
      )
    : undefined;
  return {
    filter,
    source,
    id: `${id}-${filter.id}`,
    texts,
    terms,
    problems: [...asked.problems, ...result.problems]
      .filter((problem) => problem.filter === filter.id)
      .map(({ message }) => message),
    lookup: {
      url: `${address}/${filter.id}`,
      label: (references && resolve?.(references.type, chosen)?.label) ?? '',
    },
  };
}

/** The orders that readers may choose, the usual one first. */
function orderControl({ sections }: GatherResult, { asked, id }: ExposedForm): Element | undefined {
  const offered = sections.sorts.flatMap(({ exposed }) => exposed ?? []);
  if (offered.length === 0) return undefined;
  const usual = sections.sorts[0]?.exposed;
  const options = [
    ...(usual ? [] : [{ value: '', label: 'Usual order' }]),
    ...offered.map((sort) => ({ value: sort.id, label: sort.label })),
  ];
  const now = asked.sort ?? usual?.id ?? '';
  return {
    '#type': 'form_item',
    '#for': `${id}-order`,
    '#label': 'Order',
    '#control': {
      '#type': 'select',
      '#name': 'sort',
      '#options': options.map((option) => ({
        ...option,
        ...(option.value === now ? { selected: true } : {}),
      })),
    },
  };
}
