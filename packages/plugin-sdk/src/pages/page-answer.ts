import type { Element } from '../elements/index.ts';
import type { FormAction, FormElement } from '../forms/index.ts';
import type { Json } from '../json.ts';
import type { Problem } from '../problem.ts';

/** What a plugin answers for one of its pages. */
export type PageAnswer = ShownPage | DataAnswer | RedirectAnswer | ProblemsAnswer | NoPage;

export interface ShownPage extends PageParts {
  readonly kind: 'page';
}

interface PageParts {
  /** Default: that of the route. */
  readonly title?: string;
  readonly content?: Element;
  /** Stands after the content. */
  readonly form?: PageForm;
  /** Stands after the form. */
  readonly below?: Element;
  /** Beside the title, links that look like buttons. */
  readonly actions?: readonly Element[];
  readonly breadcrumb?: readonly PageLink[];
  readonly tabs?: readonly (PageLink & { readonly active?: boolean })[];
  /** For search engines. */
  readonly description?: string;
  readonly messages?: readonly PageMessage[];
  readonly layout?: 'full' | 'narrow' | 'wide';
}

interface PageLink {
  readonly url: string;
  readonly label: string;
}

/** Says what happened. */
export interface PageMessage {
  readonly tone: 'neutral' | 'info' | 'positive' | 'caution' | 'danger';
  readonly text: string;
}

interface DataAnswer {
  readonly kind: 'json';
  readonly data: Json;
}

interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly to: string;
  readonly messages?: readonly PageMessage[];
}

interface ProblemsAnswer {
  readonly kind: 'problems';
  readonly problems: readonly Problem[];
}

interface NoPage {
  readonly kind: 'not_found' | 'denied';
  readonly message?: string;
}

/** A form of a page. The site shows it, keeps what is entered, and checks what its elements say. */
export interface PageForm extends FormOptions {
  /** Small letters, digits and underscores: `edit`. Other plugins alter it as `notes__edit`. */
  readonly name: string;
}

interface FormOptions {
  readonly elements: { readonly [name: string]: FormElement };
  /** The buttons by name; the first is what Enter does. */
  readonly actions: { readonly [name: string]: FormAction };
  /** `get`: for filters; what is entered comes in the query, and nothing is sent. */
  readonly method?: 'get' | 'post';
  /** Warns before somebody leaves with unsaved changes. */
  readonly warnOnLeave?: boolean;
}

/** A page: `showPage({ title: 'Notes', content: list(titles) })`. */
export function showPage(parts: PageParts): PageAnswer {
  return { kind: 'page', ...parts };
}

/** Data, where the page says `answers: 'json'`: `answerJson({ high: '09:14' })`. */
export function answerJson(data: Json): PageAnswer {
  return { kind: 'json', data };
}

/** A form for a page: `pageForm('edit', { elements: { … }, actions: { save: { label: 'Save' } } })`. */
export function pageForm(name: string, options: FormOptions): PageForm {
  return { name, ...options };
}

/** Goes to another page of this site, and says there what happened. */
export function redirectTo(to: string, ...messages: readonly PageMessage[]): PageAnswer {
  return { kind: 'redirect', to, messages };
}

/** What happened: `said('The note was saved.')`. */
export function said(text: string, tone: PageMessage['tone'] = 'positive'): PageMessage {
  return { tone, text };
}

/** What is wrong with what was entered: `refuse({ pointer: '/title', code: 'taken', message: '…' })`. */
export function refuse(...problems: readonly Problem[]): PageAnswer {
  return { kind: 'problems', problems };
}

/** There is no such page. */
export function notFound(message?: string): PageAnswer {
  return { kind: 'not_found', ...(message === undefined ? {} : { message }) };
}

/** Who asks may not open it. */
export function denied(message?: string): PageAnswer {
  return { kind: 'denied', ...(message === undefined ? {} : { message }) };
}
