import type { StageId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { Element, Tone } from '#grammar/render';

/**
 * A page or screen as a room declares it: a path, and a function from the request to a render
 * tree. Rooms do not know of the HTTP server; `web` mounts what they declare.
 */
export interface PageRoute {
  /** Usually one of each; a form answers both. */
  readonly methods: readonly ('GET' | 'POST')[];
  /** `/item/{id}/edit`; what stands in braces is in `request.params`. */
  readonly path: string;
  /** The permission that the whole page needs; finer checks are made by the operations. */
  readonly permission?: string;
  /** Must be somebody: an anonymous visitor is sent to sign in and comes back. */
  readonly signedIn?: boolean;
  /** A section of the administration: who may open the page finds it in the navigation. */
  readonly section?: Section;
  /**
   * Readers who are not signed in may be answered with what was drawn for another one: all that the
   * page shows is said by cache tags in its tree, is set up by administrators, or is in the request
   * as its address, its reader and the stage; nothing else of the request is read.
   */
  readonly kept?: true;
  /** It answers data, and what goes wrong is answered as problem+json. Default: by who asks. */
  readonly answers?: 'json';
  handle(request: PageRequest): Promise<PageAnswer>;
}

/** Pages that come and go while the program runs. Those that are mounted for good win. */
export interface PageSource {
  /** As a stage has them; default live. The same list until it changes. */
  pages(stage?: StageId): readonly PageRoute[];
  /** Those that only stages may have: whether one is there is known once it is known who asks. */
  staged?(): readonly PageRoute[];
}

/** How a section of the administration is called in its navigation. */
export interface Section {
  readonly label: string;
  /** A few words on what one does there, for the administration's first page. */
  readonly description: string;
  /** A name of the lucide set. */
  readonly icon: string;
  readonly weight: number;
  /** For developers of themes and the like: at the foot of `/admin`, not in the navigation. */
  readonly aside?: boolean;
  /** Finer than the page's permission: "may create items of some type". */
  allows?(actor: Actor): boolean;
}

export interface PageRequest {
  readonly ctx: RequestContext;
  readonly method: 'GET' | 'POST';
  /** Path and query as they were asked for, e.g. `/admin/content?status=published`. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What a POST sent, field names as in the form; empty for GET. */
  readonly body: FormBody;
  /** Ties form tokens to the visitor: the session's secret, or that of the visitor's cookie. */
  readonly formKey: string;
  /** htmx asks for a part: the id of the element that it will replace. */
  readonly fragment?: string;
  /** Request headers in lower case; only downloads read them (`range`, `if-none-match`). */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** `https://example.org`, for what must name this site in full: feeds, calendars. */
  readonly baseUrl: string;
  /** What this browser was told to keep until the reader leaves; no part of who they are. */
  readonly kept?: KeptChoices;
  /** Remote address and user agent, for sessions and lockout. */
  readonly client: { readonly address: string; readonly agent: string };
  /** The session's cookie value, if any; only the pages of accounts read it. */
  readonly sessionToken?: string;
}

/** How a reader wants to see something, such as the filters of a list; kept in a cookie. */
export interface KeptChoices {
  find(name: string): string | undefined;
  /** undefined forgets it. The oldest go when there are too many. */
  keep(name: string, value: string | undefined): void;
}

/** A submitted form: text values in order, and uploads that are already in the file store. */
export interface FormBody {
  /** Name to values, in the order in which they were sent. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly uploads: ReadonlyMap<string, readonly Upload[]>;
}

/** One uploaded file, streamed to a temporary place; whoever wants it moves it. */
export interface Upload {
  readonly filename: string;
  /** What the client said; never believed. */
  readonly mime: string;
  readonly size: number;
  readonly path: string;
}

export type PageAnswer = PageView | Redirect | Fragment | Download;

/** A whole page, drawn by the theme's `page` template. */
export interface PageView {
  readonly kind: 'page';
  readonly title: string;
  readonly body: Element;
  /** `admin` is the administration theme, `site` the readers'. Default `site`. */
  readonly theme?: 'site' | 'admin';
  readonly status?: number;
  /** Under the title: where one is. */
  readonly breadcrumb?: readonly { readonly url: string; readonly label: string }[];
  /** Local tasks: View, Edit, Revisions. */
  readonly tabs?: readonly {
    readonly url: string;
    readonly label: string;
    readonly active?: boolean;
  }[];
  /** Buttons beside the title. */
  readonly actions?: readonly Element[];
  /** The title stands in the body already (an item's own heading). */
  readonly titleInBody?: boolean;
  /** `<meta name="description">`. */
  readonly description?: string;
  /** The same in another format: feeds, which readers of feeds find by this. */
  readonly alternates?: readonly {
    readonly url: string;
    readonly label: string;
    readonly mime: string;
  }[];
  readonly messages?: readonly Message[];
  /** Shows a secret, such as a new token: no plugin sees it. */
  readonly sealed?: boolean;
  /** A bare page in the middle of the window: sign-in, installer. */
  readonly layout?: 'full' | 'narrow' | 'wide' | 'centred';
  /** A page that shows a look: it runs no scripts, and pages of this site may hold it in a frame. */
  readonly preview?: Preview;
}

/** A theme that is tried on. */
export interface Preview {
  /** The name of the theme. */
  readonly theme: string;
  /** Address of the style sheet instead of the theme's own. */
  readonly stylesheet: string;
}

/** Goes elsewhere with 303; messages are shown there. */
export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  readonly messages?: readonly Message[];
  /** Sets (a token) or ends (null) the session cookie. */
  readonly session?: string | null;
  /** Has this browser see a stage by the token of a preview (or not any more, null). */
  readonly preview?: { readonly token: string; readonly until: Date } | null;
}

/** A part of a page, for htmx. */
export interface Fragment {
  readonly kind: 'fragment';
  readonly body: Element;
  readonly status?: number;
}

/** A file or data that is no page. `private` answers are never stored by shared caches. */
export interface Download {
  readonly kind: 'download';
  /** Default 200; 206 and 416 answer a range, 304 says that the client has it already. */
  readonly status?: number;
  readonly mime: string;
  readonly body: NodeJS.ReadableStream | Buffer | string;
  readonly filename?: string;
  readonly inline?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Says what happened and offers the way back. */
export interface Message {
  readonly tone: Tone;
  readonly text: string;
  /** "Undo", as a small form that posts there. */
  readonly undo?: { readonly label: string; readonly url: string };
  /** `post`: going there changes something, such as the stage one is in: a button. */
  readonly link?: { readonly label: string; readonly url: string; readonly post?: true };
}
