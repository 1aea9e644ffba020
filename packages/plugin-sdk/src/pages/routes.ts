import type { Context } from '../context.ts';
import type { PageAnswer } from './page-answer.ts';
import type { OpenedPage } from './opened-page.ts';

/** A permission that the plugin brings; people grant it to roles. */
export interface Permission {
  /** What code and routes name it by: `administer notes`. */
  readonly name: string;
  /** What the screen about permissions calls it. */
  readonly label: string;
  readonly description?: string;
}

/** A page that the plugin brings. */
export interface Route extends RouteOptions {
  /** `/notes/:id`: small letters, digits, `-`, `_` and `.`; what follows a colon comes in `params`. */
  readonly path: string;
}

interface RouteOptions {
  /** What the page is called where its answer does not say. */
  readonly title: string;
  /** Default both, but for data; a form is sent by POST. */
  readonly methods?: readonly ('GET' | 'POST')[];
  /** Who opens the page needs it: one of the plugin’s own, or one of the site’s. */
  readonly permission?: string;
  /** Instead of a permission: everybody may open it. */
  readonly access?: 'public';
  /** `answerJson` is what is there, for programs, and no page; it is read by GET. */
  readonly answers?: 'json';
  /** Makes the page a section of the administration. */
  readonly admin?: {
    readonly label: string;
    readonly description: string;
    /** A name of the lucide set: `sticky-note`. */
    readonly icon?: string;
    readonly weight?: number;
  };
}

/** A page, and the function that says what stands on it. */
export interface PageDefinition extends RouteOptions {
  answer(page: OpenedPage, ctx: Context): PageAnswer | undefined;
}

/** The two taps that `pages` answers. */
export interface Pages {
  menu(): readonly Route[];
  pageCallback(page: OpenedPage, ctx: Context): PageAnswer | undefined;
}

/**
 * Pages by their paths, each with the function that answers it:
 * `definePlugin({ ...pages({ '/notes': { title: 'Notes', access: 'public', answer: list } }) })`.
 */
export function pages(byPath: { readonly [path: string]: PageDefinition }): Pages {
  return {
    menu: () =>
      Object.entries(byPath).map(([path, { answer: _answer, ...options }]) => ({
        path,
        ...options,
      })),
    pageCallback: (page, ctx) => byPath[page.route]?.answer(page, ctx),
  };
}
