import type { JsonObject, Operation } from '#base';
import { type Element, ElementWork } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { defineTap, operationsAnswer, variablesAnswer } from '#grammar/taps';
import { alterPagePart } from './alter-page-part.ts';

/** Where and how a page is shown. */
export interface PagePlace {
  /** Path and query as asked for. */
  readonly url: string;
  readonly theme: 'site' | 'admin';
  readonly layout: string;
  readonly status: number;
  readonly front: boolean;
}

/** What plugins may change of a page. */
export interface AlterablePage {
  readonly title: string;
  readonly description?: string;
  readonly breadcrumb?: NonNullable<PageView['breadcrumb']>;
  readonly tabs?: NonNullable<PageView['tabs']>;
  readonly body: Element;
}

export const pageAlter = defineTap<
  PagePlace & { readonly page: AlterablePage },
  readonly Operation[]
>({
  name: 'page_alter',
  about:
    'Before a page is drawn: changes its title, description, breadcrumb, tabs and body. Forms stand in it as empty places.',
  failure: 'leave_out',
  check: operationsAnswer,
  next(input, operations, leaveOut) {
    const work = new ElementWork();
    const alter = (page: AlterablePage, one: Operation) => alterPagePart(page, one, leaveOut, work);
    return { ...input, page: operations.reduce(alter, input.page) };
  },
});

export const preprocessPage = defineTap<
  PagePlace & { readonly title: string },
  { readonly variables: JsonObject }
>({
  name: 'preprocess_page',
  about:
    'Before the template of a page is filled: adds variables to those that it has. They are escaped like all text.',
  failure: 'leave_out',
  check: variablesAnswer,
});

/** The taps of this room. */
export const pageTaps = [pageAlter, preprocessPage] as const;
