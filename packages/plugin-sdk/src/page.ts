import type { Element } from './elements/index.ts';

/** Where and how a page is shown. */
interface Place {
  /** Path and query as asked for. */
  readonly url: string;
  /** Readers see `site`, administration is `admin`. */
  readonly theme: 'site' | 'admin';
  readonly layout: string;
  /** Of HTTP: 200, 404. */
  readonly status: number;
  /** Whether it is the front page. */
  readonly front: boolean;
}

interface Link {
  readonly url: string;
  readonly label: string;
}

/** What of a page can be changed. Paths of operations lead into this: `set(['title'], '…')`. */
interface Parts {
  readonly title: string;
  readonly description?: string;
  readonly breadcrumb?: readonly Link[];
  readonly tabs?: readonly (Link & { readonly active?: boolean })[];
  /** Forms stand in it as empty places. */
  readonly body: Element;
}

/** A page before it is drawn. */
export interface Page extends Place, Parts {}

/** What the template of a page is about. */
export interface PageHead extends Place {
  readonly title: string;
}

/** A page as the kernel hands it over. */
export interface PageInput extends Place {
  readonly page: Parts;
}

export function pageOf({ page, ...place }: PageInput): Page {
  return { ...place, ...page };
}
