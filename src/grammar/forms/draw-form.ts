import {
  type ButtonElement,
  type Children,
  type Element,
  container,
  inOrder,
  text,
} from '#grammar/render';
import type { Drawing } from './drawing.ts';
import { drawChildren } from './draw-group.ts';
import { drawNode } from './draw-node.ts';
import { type StepButton, type StepFrame, drawProgress, stepButtons } from './draw-steps.ts';
import { drawSummary } from './draw-summary.ts';
import type { FormTree } from './form.ts';
import type { FormElement, FormElements } from './form-elements.ts';
import type { GroupNode } from './form-nodes.ts';
import { hiddenInput } from './hidden-input.ts';

export interface FormFrame {
  /** The id of the form and of its token. */
  readonly id: string;
  /** Above the form: a preview, a conflict. */
  readonly above: Element | undefined;
  /** It holds what was sent and not kept. */
  readonly unsaved: boolean;
  /** Of a form in steps: where this one is. */
  readonly step: StepFrame | undefined;
}

export type { StepFrame };

/** A whole form, or one step of it. */
export function drawForm(
  tree: FormTree,
  root: GroupNode,
  frame: FormFrame,
  drawing: Drawing,
): Element {
  const method = tree.method ?? 'post';
  const buttons = stepButtons(frame.step, actionButtons(tree));
  const [first] = buttons;
  return {
    '#type': 'form',
    '#action': drawing.action,
    '#method': method,
    '#attached': { scripts: tree.bulk ? ['forms', 'select-all'] : ['forms'] },
    // The token is good for one visitor; a form without one shows what its address says.
    '#cache': { contexts: [drawing.token === undefined ? 'url' : 'session'] },
    ...(hasFiles(tree.elements) ? { '#multipart': true } : {}),
    '#attributes': {
      id: root.id,
      // The site's own checks say more, keep everything, and look the same everywhere.
      novalidate: true,
      'data-form': true,
      'data-warn-on-leave': tree.warnOnLeave === true,
      'data-unsaved': frame.unsaved,
      ...(method === 'get' ? { class: 'filters' } : {}),
      'data-select': tree.bulk === true,
      ...tree.attributes,
    },
    '#children': {
      ...(drawing.token === undefined || !first
        ? {}
        : {
            default: defaultButton(first),
            form: hiddenInput('_form', frame.id),
            token: hiddenInput('_token', drawing.token),
          }),
      ...(frame.step ? { progress: drawProgress(frame.step) } : {}),
      ...(drawing.problems.summary.length > 0
        ? { problems: drawSummary(root, drawing.problems) }
        : {}),
      ...(frame.above ? { above: frame.above } : {}),
      ...drawBody(root, drawing),
      ...(first ? { actions: drawActions(buttons, tree) } : {}),
    },
  };
}

/** Groups with the look `side` stand beside the rest, if there are any. */
function drawBody(root: GroupNode, drawing: Drawing): Children {
  const drawn = Object.entries(drawChildren(root, '', drawing, drawNode));
  const isSide = ([key]: readonly [string, Element]): boolean => {
    const child = root.children.get(key.slice('e-'.length));
    return child?.kind === 'group' && child.element.look === 'side';
  };
  const side = drawn.filter(isSide);
  const main = container(Object.fromEntries(drawn.filter((entry) => !isSide(entry))), {
    attributes: { class: 'form-main' },
  });
  if (side.length === 0) return { main };
  const beside = container(Object.fromEntries(side), {
    tag: 'aside',
    attributes: { class: 'form-side' },
  });
  return { layout: container({ main, beside }, { attributes: { class: 'form-layout' } }) };
}

/**
 * Enter presses the first button of a form, which without this one would be that of a row. It is
 * there for the browser only: nobody sees it or reaches it.
 */
function defaultButton(first: ButtonElement): Element {
  return {
    ...first,
    '#look': 'secondary',
    '#attributes': { class: 'visually-hidden', tabindex: -1, 'aria-hidden': 'true' },
  };
}

/** Those that do what the form is for; the first is what Enter does. */
function actionButtons(tree: FormTree): readonly StepButton[] {
  const allowed = Object.entries(tree.actions).filter(([, action]) => action.access !== false);
  return allowed.map(([name, action], position) => ({
    unvalidated: action.unvalidated === true,
    button: {
      '#type': 'button',
      '#value': action.label,
      '#look': action.look ?? (position === 0 ? 'primary' : 'secondary'),
      ...(tree.method === 'get' ? {} : { '#name': '_action', '#submits': name }),
      ...(action.icon ? { '#icon': action.icon } : {}),
    },
  }));
}

function drawActions(buttons: readonly ButtonElement[], tree: FormTree): Element {
  if (tree.bulk) return bulkBar(buttons);
  return container(inOrder(...buttons), {
    attributes: { class: 'form-actions', 'data-sticky': tree.warnOnLeave === true },
  });
}

/** Shown all the time where no script runs, which could tell that something is chosen. */
function bulkBar(buttons: readonly Element[]): Element {
  const count = container(
    { text: text('With what is selected') },
    { tag: 'span', attributes: { 'data-selected-count': true } },
  );
  return container(inOrder(count, ...buttons), {
    attributes: { class: 'bulk-bar', 'data-bulk-bar': true },
  });
}

/** Counts those that a row yet to be added would have. */
function hasFiles(elements: FormElements): boolean {
  return Object.values(elements).some(isOrHasFile);
}

function isOrHasFile(element: FormElement): boolean {
  if (element.kind === 'group') return hasFiles(element.elements);
  if (element.kind === 'rows') return [element.blank, ...element.rows].some(isOrHasFile);
  return element.kind === 'file';
}
