import { type Element, link, text } from '#grammar/render';
import type { GroupNode } from './form-nodes.ts';
import type { PlacedProblems } from './problems-by-element.ts';
import { walkNodes } from './walk-nodes.ts';

/** What is wrong, on top of the form, each with a link to where it is. The focus goes here. */
export function drawSummary(root: GroupNode, problems: PlacedProblems): Element {
  const { summary } = problems;
  const items = summary.map(({ message, id }) => (id ? link(`#${id}`, message) : text(message)));
  return {
    '#type': 'notice',
    '#tone': 'danger',
    '#value':
      summary.length === 1
        ? `There is a problem. ${kept(root)}`
        : `There are ${summary.length} problems. ${kept(root)}`,
    '#attributes': {
      class: 'problem-summary',
      id: `${root.id}--problems`,
      tabindex: -1,
      autofocus: true,
      role: 'alert',
    },
    '#children': { list: { '#type': 'list', '#items': items } },
  };
}

/** Passwords are never sent back to the browser. */
function kept(root: GroupNode): string {
  const isPassword = [...walkNodes(root)].some(
    ({ node: { kind, element }, hidden }) =>
      kind === 'leaf' && !hidden && element.kind === 'text' && element.input === 'password',
  );
  return isPassword
    ? 'Type the password again; what else you entered is still here.'
    : 'What you entered is still here.';
}
