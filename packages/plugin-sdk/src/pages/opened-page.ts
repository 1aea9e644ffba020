import type { FormValues } from '../forms/index.ts';

/** A page of the plugin that somebody opens, or whose form somebody sent. */
export interface OpenedPage {
  /** As the plugin declared it: `/notes/:id`. */
  readonly route: string;
  /** As it was asked for: `/notes/17`. */
  readonly path: string;
  readonly params: { readonly [name: string]: string };
  /** The first value of each name. */
  readonly query: { readonly [name: string]: string };
  /** What is entered so far, where a form is built again because an element `rebuilds` it. */
  readonly entered?: FormValues;
  /** A form of the page that was sent; its elements found nothing wrong. */
  readonly sent?: SentForm;
}

export interface SentForm {
  /** What the plugin calls it. */
  readonly form: string;
  /** The button that was pressed. */
  readonly action: string;
  /** Of its elements; what other plugins added is not among them. */
  readonly values: FormValues;
}
