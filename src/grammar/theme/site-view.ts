import type { Element } from '#grammar/render';

/** What stands around a page: the same for all pages of one visitor. */
export interface SiteView {
  readonly name: string;
  readonly slogan?: string;
  /** Path and query as asked for: marks links as current, and is the canonical address. */
  readonly url: string;
  /** `https://example.org`, for the canonical address. */
  readonly origin?: string;
  /** BCP 47. */
  readonly locale: string;
  readonly timeZone: string;
  readonly now: Date;
  /** `auto` follows the reader's system. */
  readonly mode?: 'auto' | 'light' | 'dark';
  /** Stays above everything: that this is not what everybody sees. */
  readonly band?: Element;
  /** Which stage one is in, and the way to others. */
  readonly stageChoice?: Element;
  readonly mainMenu?: readonly MenuLink[];
  /** Sign in, or one's name and sign out. */
  readonly userMenu?: readonly MenuLink[];
  readonly footerMenu?: readonly MenuLink[];
  /** The sections of the administration that the actor may use. */
  readonly adminMenu?: readonly MenuLink[];
}

export interface MenuLink {
  readonly url: string;
  readonly label: string;
  /** A name of the lucide set. */
  readonly icon?: string;
  /** Default: whether the page is at or below `url`, by its address or its breadcrumb. */
  readonly active?: boolean;
  /** Changes something: a button that posts there, e.g. sign out. */
  readonly post?: boolean;
}
