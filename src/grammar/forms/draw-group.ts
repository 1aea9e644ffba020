import { pointer } from '#base';
import {
  type Attributes,
  type Children,
  type Element,
  container,
  paragraph,
  text,
} from '#grammar/render';
import { type DrawNode, type Drawing, type Spot, stateAttributes, weighted } from './drawing.ts';
import type { GroupNode } from './form-nodes.ts';
import { hiddenInput } from './hidden-input.ts';
import { presenceMark } from './presence-mark.ts';
import { updateButton } from './rebuild.ts';
import { isTransparent, walkNodes } from './walk-nodes.ts';

/** Elements together: just so, under a legend, folded, in a row, or as a section at the side. */
export function drawGroup(node: GroupNode, spot: Spot, drawing: Drawing, draw: DrawNode): Element {
  const { element } = node;
  const drawn = drawChildren(node, spot.at, drawing, draw);
  const children =
    element.of === undefined || node.frozen
      ? drawn
      : { of: hiddenInput(node.name, element.of), ...drawn };
  const states = stateAttributes(element.states, node.hidden, spot, drawing);
  switch (element.look) {
    case 'details':
      return drawDetails(node, children, states, drawing);
    case 'side':
      return drawSection(node, children, states);
    default:
      return drawTogether(node, children, states, drawing);
  }
}

export function drawChildren(
  node: GroupNode,
  at: string,
  drawing: Drawing,
  draw: DrawNode,
): Children {
  const drawn: Record<string, Element> = {};
  for (const [name, child] of node.children) {
    const below = isTransparent(child) ? at : at + pointer(name);
    const element = draw(child, { at: below, level: at }, drawing);
    if (!element) continue;
    const mark = presenceMark(child);
    if (mark && drawing.token !== undefined) drawn[`m-${name}`] = mark;
    drawn[`e-${name}`] = element;
    const update = updateButton(child, drawing);
    if (update) drawn[`u-${name}`] = weighted(update, child.element.weight);
  }
  return drawn;
}

function drawTogether(
  node: GroupNode,
  children: Children,
  states: Attributes,
  drawing: Drawing,
): Element {
  const { look = 'plain', label, help, required } = node.element;
  const attributes = { ...states, id: node.id, 'data-look': look };
  if (label === undefined) {
    const inside = help ? { help: helpLine(node.id, help), ...children } : children;
    return container(inside, { attributes: { class: 'form-group', ...attributes } });
  }
  const problems = drawing.problems.at(node);
  return {
    '#type': 'fieldset',
    '#legend': label,
    '#attributes': attributes,
    ...(help ? { '#help': help } : {}),
    ...(required ? { '#required': true } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    '#children': children,
  };
}

function helpLine(id: string, help: string): Element {
  return paragraph(help, { class: 'form-help', id: `${id}-help` });
}

/** Folded, but open while something in it is wrong or the focus belongs there. */
function drawDetails(
  node: GroupNode,
  children: Children,
  states: Attributes,
  drawing: Drawing,
): Element {
  const { label, help, open } = node.element;
  const busy = [...walkNodes(node)].some(
    (step) =>
      drawing.problems.at(step.node).length > 0 || (step.node.kind === 'leaf' && step.node.focus),
  );
  return container(
    {
      summary: container({ text: text(label ?? 'More') }, { tag: 'summary' }),
      ...(help ? { help: helpLine(node.id, help) } : {}),
      body: container(children, { attributes: { class: 'form-group', 'data-look': 'plain' } }),
    },
    {
      tag: 'details',
      attributes: {
        class: 'form-details',
        ...states,
        id: node.id,
        open: open === true || busy,
      },
    },
  );
}

function drawSection(node: GroupNode, children: Children, states: Attributes): Element {
  const { label, help } = node.element;
  const title = `${node.id}--title`;
  return container(
    {
      ...(label === undefined
        ? {}
        : {
            title: {
              '#type': 'heading',
              '#level': 2,
              '#value': label,
              '#attributes': { class: 'side-panel-title', id: title },
            },
          }),
      ...(help ? { help: helpLine(node.id, help) } : {}),
      ...children,
    },
    {
      tag: 'section',
      attributes: {
        class: 'side-panel',
        ...states,
        id: node.id,
        'aria-labelledby': label === undefined ? undefined : title,
      },
    },
  );
}
