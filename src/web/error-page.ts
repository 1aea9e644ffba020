import type { TrovatoError } from '#base';
import { container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import type { PageView } from '#grammar/routes';

/** The page that says what happened, what to do, and what the log calls it. */
export function errorPage(
  error: TrovatoError,
  at: {
    readonly url: string;
    readonly reference: string;
    /** Whether a link to the address asks for the same again. */
    readonly retry: boolean;
  },
): PageView {
  return {
    kind: 'page',
    title: error.title,
    status: error.statusCode,
    layout: 'narrow',
    body: container(
      inOrder(
        paragraph(error.message),
        problems(error),
        at.retry &&
          error.statusCode >= 500 &&
          paragraphOf(link(at.url, 'Try again', { look: 'primary', icon: 'rotate-cw' })),
        paragraphOf(link('/', 'Go to the front page', { look: 'secondary', icon: 'house' })),
        referenceLine(at.reference),
      ),
    ),
  };
}

/** What the log calls the request. */
export function referenceLine(reference: string): Element {
  return paragraph(`Reference: ${reference}`, { class: 'reference' });
}

function problems({ problems }: TrovatoError): Element | undefined {
  if (problems.length === 0) return undefined;
  return {
    '#type': 'list',
    '#items': problems.map((problem) =>
      text(problem.pointer === '' ? problem.message : `${problem.pointer}: ${problem.message}`),
    ),
  };
}

function paragraphOf(element: Element): Element {
  return container({ element }, { tag: 'p' });
}
