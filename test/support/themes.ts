import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createRenderer, type Element, escapeHtml, trusted } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { createTaps } from '#grammar/taps';
import { createPages, createThemes, type SiteView, type ThemeOptions } from '#grammar/theme';
import { silentLog } from '#platform/telemetry';

const SHIPPED = join(import.meta.dirname, '../../themes');

const formats = { apply: (_format: string, text: string) => trusted(escapeHtml(text)) };

/** `folder` instead of that of the program, `site` as the readers' theme. */
export function openThemes({
  folder,
  site: chosen,
  ...options
}: Partial<ThemeOptions> & { folder?: string; site?: string } = {}) {
  const themes = createThemes({
    folders: [folder ?? SHIPPED],
    development: false,
    log: silentLog,
    appearance: { theme: () => chosen ?? 'base', settings: () => undefined },
    ...options,
  });
  const renderer = createRenderer({ formats, templates: themes.elements });
  const drawing = createPages({ themes, renderer, taps: createTaps() });
  const pages = {
    renderPage: (view: PageView, site: SiteView) => drawing.renderPage(view, site).html,
  };
  return { themes, renderer, drawing, pages };
}

/** The shipped themes in a folder of their own, to be changed. */
export function copyThemes(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'themes-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(SHIPPED, folder, { recursive: true });
  return folder;
}

export const sampleSite: SiteView = {
  name: 'The <Site>',
  url: '/item/1?x=1',
  origin: 'https://example.org',
  locale: 'en',
  timeZone: 'UTC',
  now: new Date('2026-05-01T12:00:00Z'),
};
const text = (value: string): Element => ({ '#type': 'text', '#value': value });
export const samplePage = (more: Partial<PageView> = {}): PageView => ({
  kind: 'page',
  title: 'A & B',
  body: text('The body'),
  ...more,
});
export const sampleItem = (more: object = {}): Element => ({
  '#type': 'item',
  '#id': '1',
  '#bundle': 'article',
  '#view_mode': 'full',
  '#title': 'Hello <b>',
  '#url': '/item/1',
  '#published': true,
  '#created': '2026-01-05T10:00:00Z',
  '#children': {
    body: {
      '#type': 'field',
      '#name': 'body',
      '#field_type': 'long_text',
      '#label': 'Body',
      '#label_display': 'hidden',
      '#items': [text('One & two')],
    },
  },
  ...more,
});
