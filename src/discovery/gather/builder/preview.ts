import { InvalidInput, type Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormElements } from '#grammar/forms';
import { container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import type { Advice, IndexAdvisor } from '../advisor/index-advisor.ts';
import { buildListing } from '../displays/build-listing.ts';
import { withoutIncomplete } from './without-incomplete.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { type Display, type Gather, sectionsOf } from '../definition/gather.ts';
import type { Gathers } from '../gathers.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { LIST } from './gather-frame.ts';
import type { EnteredGather } from './read-builder.ts';

export const PREVIEW = 'gather-preview';

export interface PreviewPart {
  /** Sample values of arguments. */
  readonly elements: FormElements;
  readonly element: Element;
}

export interface PreviewDeps {
  readonly gathers: Gathers;
  readonly show: GatherShowDeps;
  readonly advisor: Pick<IndexAdvisor, 'advise'>;
}

/** What a definition that is being changed lists, and how. */
export async function previewOf(
  deps: PreviewDeps,
  ctx: RequestContext,
  entered: EnteredGather,
  { displayId, samples }: { readonly displayId: string | undefined; readonly samples: Samples },
): Promise<PreviewPart> {
  const parsed = await parseGather(entered.input);
  if (!parsed.ok)
    return { elements: {}, element: framed(problemList(parsed.problems.map(entered.place))) };
  const gather = withoutIncomplete(parsed.gather);
  const display = gather.displays.find(({ id }) => id === displayId) ?? gather.displays[0];
  if (!display) return { elements: {}, element: framed(false) };
  const elements = sampleElements(gather, display, samples);
  try {
    return { elements, element: await shown(deps, ctx, gather, display, samples) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return {
      elements,
      element: framed(problemList(error.problems.map(entered.place), error.message)),
    };
  }
}

/** By id of argument. */
export type Samples = { readonly [argument: string]: string };

function sampleElements(gather: Gather, display: Display, samples: Samples): FormElements {
  return Object.fromEntries(
    sectionsOf(gather, display).arguments.map(({ id }) => [
      `try_${id}`,
      {
        kind: 'text',
        label: `Try with {${id}}`,
        maxLength: 200,
        default: samples[id] ?? '',
      } as const,
    ]),
  );
}

async function shown(
  { gathers, show, advisor }: PreviewDeps,
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  samples: Samples,
): Promise<Element> {
  let compiled: { readonly sql: string } | undefined;
  const begun = performance.now();
  const given = Object.entries(samples).filter(([, value]) => value !== '');
  const listing = await buildListing(
    {
      ...show,
      gathers: {
        ...gathers,
        open: async (_ctx, _name, id, given = {}) => ({
          gather,
          display,
          sections: sectionsOf(gather, display),
          async run(query) {
            const result = await gathers.preview(ctx, gather, id, { ...query, arguments: given });
            compiled = result;
            return result;
          },
        }),
      },
    },
    ctx,
    gather,
    display,
    {
      url: '/',
      query: new URLSearchParams(),
      arguments: Object.fromEntries(given),
      level: 3,
      choosing: false,
    },
  );
  const milliseconds = performance.now() - begun;
  const rows = listing.result.rows.length;
  return framed(
    paragraph(`${rows === 1 ? 'One row' : `${rows} rows`}, ${milliseconds.toFixed(0)} ms`, {
      class: 'muted',
      role: 'status',
    }),
    slowness(gather, display, await advisor.advise(ctx, gather, display)),
    listing.element,
    compiled && statement(compiled.sql),
  );
}

function slowness(gather: Gather, display: Display, advice: Advice | undefined): Element | false {
  if (!advice) return false;
  const { index, rows, own } = advice;
  const read = `To find one page, about ${rows.toLocaleString('en')} items are read.`;
  if (own?.state === 'waiting') return notice(`${read} An index by ${index.label} is being made.`);
  return container(
    inOrder(
      notice(read),
      link(`${LIST}/${gather.name}/index?display=${display.id}`, 'Make it fast', {
        look: 'secondary',
        icon: 'zap',
      }),
    ),
    { attributes: { class: 'stack', 'data-gap': 'small' } },
  );
}

function notice(value: string): Element {
  return { '#type': 'notice', '#tone': 'caution', '#value': value };
}

function statement(sql: string): Element {
  return container(
    inOrder(container({ title: text('The SQL') }, { tag: 'summary' }), {
      '#type': 'code',
      '#value': sql,
    }),
    { tag: 'details', attributes: { class: 'form-details' } },
  );
}

function problemList(problems: readonly Problem[], fallback = ''): Element {
  const said = problems.map(({ message }) => message);
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': said.length > 0 ? said.join(' ') : fallback,
  };
}

function framed(...parts: readonly (Element | false | undefined)[]): Element {
  return container(inOrder(...parts.map((part) => part ?? false)), {
    tag: 'section',
    attributes: { id: PREVIEW, class: 'stack', 'aria-label': 'What is listed' },
  });
}
