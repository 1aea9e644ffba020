import { join } from 'node:path';

import { systemContext } from '#grammar/access';
import { createTextFormats } from '#grammar/formats';
import { type Element, markup, createRenderer, text } from '#grammar/render';
import { createTaps } from '#grammar/taps';
import { createPages, createThemes, type Pages, type SiteView } from '#grammar/theme';
import { silentLog } from '#platform/telemetry';
import { type BenchOptions, type Figure, perSecond, rounded } from './figures.ts';
import { openTestForms } from '../test/support/forms.ts';
import { getRequest } from '../test/support/form-request.ts';
import { form } from './render-form.ts';
import { teaserPage, writtenByHand } from './render-page.ts';

const site: SiteView = {
  name: 'The paper',
  slogan: 'News of the harbour',
  url: '/',
  origin: 'https://example.org',
  locale: 'en',
  timeZone: 'UTC',
  now: new Date('2026-05-01T12:00:00Z'),
  mainMenu: [
    { url: '/', label: 'Home' },
    { url: '/about', label: 'About' },
  ],
  userMenu: [{ url: '/user/login', label: 'Sign in' }],
};

/** Trees to HTML in the process: no database, no HTTP, one core. */
export async function benchRender(options: BenchOptions): Promise<void> {
  const ms = options.quick ? 1_000 : 4_000;
  const report = (figure: Omit<Figure, 'bench'>): void =>
    options.report({ bench: 'render', ...figure });
  const rate = async (label: string, work: () => unknown): Promise<number> => {
    options.progress(label);
    return perSecond(ms, async () => work());
  };
  const drawing = openDrawing();
  const draw = (body: (summary: string) => Element) => {
    const view = teaserPage(body);
    return () => drawing.pages.renderPage(view, site).html;
  };

  const plain = draw(text);
  const size = plain().length;
  const frame = around(plain());
  const byHand = writtenByHand(frame);
  if (Math.abs(byHand.length - size) > size / 20) {
    throw new Error(`By hand the page has ${byHand.length} characters, drawn it has ${size}.`);
  }
  const floor = await rate('by hand', () => writtenByHand(frame));
  const pages = await rate('tree to page', plain);
  report({
    case: `page of 25 teasers (${Math.round(size / 1_000)} KB), no caches`,
    value: rounded(pages),
    unit: 'pages/s',
    floor: rounded(floor),
    ratio: rounded(pages / floor),
    yardstick: 'at least a tenth of a template literal, and 1,500/s',
    holds: pages >= 1_500 && pages / floor >= 0.1,
  });

  const known = draw((summary) => markup(`<p>${summary}</p>`, 'filtered_html'));
  report({
    case: 'the same, summaries in Filtered HTML, sanitised before',
    value: rounded(await rate('sanitised before', known)),
    unit: 'pages/s',
  });
  let turn = 0;
  const fresh = () => {
    turn += 1;
    const view = teaserPage((summary) => markup(`<p>${turn} ${summary}</p>`, 'filtered_html'));
    return drawing.pages.renderPage(view, site).html;
  };
  report({
    case: 'the same, every summary sanitised anew',
    value: rounded(await rate('sanitised anew', fresh)),
    unit: 'pages/s',
  });
  const prepare = async () => drawing.pages.prepare(systemContext(), teaserPage(text), site.url);
  report({
    case: 'what plugins cost a page when there are none',
    value: rounded(1_000_000 / (await rate('prepare', prepare))),
    unit: 'µs/page',
  });
  await benchForm(drawing.pages, rate, report);
}

/** Builds a form of a dozen elements, and makes HTML of it. */
async function benchForm(
  pages: Pages,
  rate: (label: string, work: () => unknown) => Promise<number>,
  report: (figure: Omit<Figure, 'bench'>) => void,
): Promise<void> {
  await using forms = await openTestForms();
  const request = getRequest();
  const build = async () => {
    const shown = await forms.run(form, undefined, request);
    if (shown.kind !== 'form') throw new Error('A form that is asked for is shown.');
    return shown.element;
  };
  report({
    case: 'form of a dozen elements, built',
    value: rounded(await rate('building forms', build)),
    unit: 'forms/s',
  });
  const draw = async () => pages.renderFragment(await build(), { ...site, theme: 'admin' });
  report({
    case: 'the same, built and drawn',
    value: rounded(await rate('drawing forms', draw)),
    unit: 'forms/s',
  });
}

function openDrawing() {
  const formats = createTextFormats();
  const themes = createThemes({
    folders: [join(import.meta.dirname, '../themes')],
    development: false,
    log: silentLog,
  });
  const renderer = createRenderer({ formats, templates: themes.elements });
  return { formats, renderer, pages: createPages({ themes, renderer, taps: createTaps() }) };
}

/** What stands before the first teaser and after the last. */
function around(page: string): { before: string; after: string } {
  return {
    before: page.slice(0, page.indexOf('<article')),
    after: page.slice(page.lastIndexOf('</article>') + '</article>'.length),
  };
}
