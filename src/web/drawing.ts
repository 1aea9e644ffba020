import type { RequestContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { PageView } from '#grammar/routes';

/** What stands around a page: the same for every page of one visitor. */
export interface Frame {
  readonly ctx: RequestContext;
  /** Path and query as they were asked for. */
  readonly url: string;
  readonly siteName: string;
  readonly formKey: () => string;
  readonly navigation: readonly NavigationLink[];
}

/** A section of the administration that this actor may use. */
export interface NavigationLink {
  readonly url: string;
  readonly label: string;
  readonly icon: string;
  readonly description: string;
  /** One is in this section. */
  readonly active: boolean;
}

/** How pages become HTML: the theme, as far as `web` needs it. */
export interface Drawing {
  page(view: PageView, frame: Frame): string | Promise<string>;
  fragment(body: Element, ctx: RequestContext): string | Promise<string>;
}
