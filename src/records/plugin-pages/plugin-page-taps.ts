import type { FormValues } from '#grammar/forms';
import { defineTap } from '#grammar/taps';
import { checkPageAnswer, type PluginPageAnswer } from './page-answer.ts';

/** A page of a plugin that somebody opens, or whose form somebody sent. */
export interface PageCallback {
  /** As the plugin declared it: `/notes/:id`. */
  readonly route: string;
  readonly path: string;
  readonly params: { readonly [name: string]: string };
  /** The first value of each name. */
  readonly query: { readonly [name: string]: string };
  /** What is entered so far, where a form is built again. */
  readonly entered?: FormValues;
  /** A form of the page that was sent, with nothing wrong as far as its elements can tell. */
  readonly sent?: {
    readonly form: string;
    /** The button that was pressed. */
    readonly action: string;
    readonly values: FormValues;
  };
}

export const pageCallback = defineTap<PageCallback, PluginPageAnswer>({
  name: 'page_callback',
  about:
    'When somebody opens a page that the plugin named in `menu`: what stands on it. With `sent` a form of the page was sent: what is wrong with it, or where it leads.',
  failure: 'abort',
  concernsOne: true,
  check: checkPageAnswer,
});

/** When something may be done. */
export const formCallback = { ...pageCallback, writes: true };

/** The taps of this room. */
export const pluginPageTaps = [pageCallback] as const;
