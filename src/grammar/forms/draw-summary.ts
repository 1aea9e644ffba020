import { type Element, link, text } from '#grammar/render';
import type { PlacedProblems } from './problems-by-element.ts';

/** What is wrong, on top of the form, each with a link to where it is. The focus goes here. */
export function drawSummary(formId: string, problems: PlacedProblems): Element {
  const { summary } = problems;
  const items = summary.map(({ message, id }) => (id ? link(`#${id}`, message) : text(message)));
  return {
    '#type': 'notice',
    '#tone': 'danger',
    '#value':
      summary.length === 1
        ? 'There is a problem. What you entered is still here.'
        : `There are ${summary.length} problems. What you entered is still here.`,
    '#attributes': {
      class: 'problem-summary',
      id: `${formId}--problems`,
      tabindex: -1,
      autofocus: true,
      role: 'alert',
    },
    '#children': { list: { '#type': 'list', '#items': items } },
  };
}
