import {
  type Attributes,
  type ButtonElement,
  type Children,
  type Element,
  container,
} from '#grammar/render';
import { type DrawNode, type Drawing, type Spot, stateAttributes } from './drawing.ts';
import type { FormNode, Row, RowsNode } from './form-nodes.ts';
import { keyPath } from './form-names.ts';
import { levelsOf } from './row-levels.ts';
import { hiddenInput } from './hidden-input.ts';
import { partialPost } from './partial-post.ts';
import { presenceMark } from './presence-mark.ts';
import { walkNodes } from './walk-nodes.ts';

/**
 * A list of like rows. Each row sends its key under the name of the list, in the order in which
 * the rows stand: moving a row in the page moves its key, and no name has to change. The buttons
 * send the form for a whole page, or by htmx for this list alone.
 */
export function drawRows(node: RowsNode, spot: Spot, drawing: Drawing, draw: DrawNode): Element {
  const { element } = node;
  const problems = drawing.problems.at(node);
  const full = element.max !== undefined && node.rows.length >= element.max;
  const levels = element.levelIn === undefined ? [] : levelsOf(node.rows, element.levelIn);
  const rows = node.rows.map((row, position) => [
    `r${row.key}`,
    drawRow(node, { row, position, level: levels[position] }, spot, drawing, draw),
  ]);
  return {
    '#type': 'fieldset',
    '#legend': element.label,
    '#attributes': {
      ...stateAttributes(element.states, node.hidden, spot, drawing),
      id: node.id,
      'data-look': 'plain',
      'data-rows': element.label,
      'data-level-in': element.levelIn,
    },
    ...(element.labelHidden ? { '#legend_hidden': true } : {}),
    ...(element.help ? { '#help': element.help } : {}),
    ...(element.required ? { '#required': true } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    '#children': {
      ...(node.frozen ? {} : { mark: hiddenInput(`${node.name}[]`, '') }),
      list: container(Object.fromEntries(rows), {
        tag: 'ol',
        attributes: { class: 'rows', id: `${node.id}--list` },
      }),
      ...(node.frozen || full ? {} : { add: addButton(node, drawing) }),
    },
  };
}

function addButton(node: RowsNode, drawing: Drawing): ButtonElement {
  return {
    '#type': 'button',
    '#value': node.element.addLabel,
    '#icon': 'plus',
    '#look': 'quiet',
    ...operation(node, `add:${keyPath(node.name)}`, drawing, { class: 'rows-add' }),
  };
}

interface PlacedRow {
  readonly row: Row;
  readonly position: number;
  /** Of an outline. */
  readonly level: number | undefined;
}

function drawRow(
  rows: RowsNode,
  { row, position, level }: PlacedRow,
  spot: Spot,
  drawing: Drawing,
  draw: DrawNode,
): Element {
  const at = `${spot.at}/${position}`;
  const which = nameOf(rows, row, position);
  const body = draw(row.node, { at, level: spot.at }, drawing);
  const mark = presenceMark(row.node);
  return container(
    {
      ...(rows.frozen ? {} : { mark: hiddenInput(`${rows.name}[]`, String(row.key)) }),
      ...(rows.frozen || rows.element.fixedOrder ? {} : { handle: handle(which) }),
      body: container(
        { ...(mark ? { mark } : {}), ...(body ? { body } : {}) },
        { attributes: { class: 'row-body' } },
      ),
      ...(rows.frozen
        ? {}
        : { actions: rowActions(rows, { row, position, level }, which, drawing) }),
    },
    {
      tag: 'li',
      attributes: {
        class: 'row',
        id: `${row.node.id}--row`,
        'data-row': which.said ?? true,
        'data-level': level,
      },
    },
  );
}

interface RowName {
  readonly name: string;
  /** What is in the row, when something is: it stays true while the row is moved. */
  readonly said: string | undefined;
}

/** The first text in a row says which one it is, or else its label; its number where rows are new. */
function nameOf(rows: RowsNode, row: Row, position: number): RowName {
  const said = saidIn(row.node);
  return { name: said ? `“${said}”` : `${rows.element.label} ${position + 1}`, said };
}

function saidIn(row: FormNode): string | undefined {
  if (row.kind === 'group' && row.element.about) return row.element.about;
  for (const { node, hidden } of walkNodes(row)) {
    if (node.kind !== 'leaf' || hidden) continue;
    const { kind } = node.element;
    const secret = node.element.kind === 'text' && node.element.input === 'password';
    const text = kind === 'autocomplete' || kind === 'file' ? node.shown : node.value;
    const isText = kind !== 'hidden' && kind !== 'select' && kind !== 'radios';
    if (!isText || secret || typeof text !== 'string' || text.trim() === '') continue;
    // What an editor wrote has tags, which say nothing of it.
    const isHtml = node.element.kind === 'textarea' && node.element.editor !== undefined;
    const words = isHtml ? text.replaceAll(/<[^>]*>/g, ' ') : text;
    const line = words.trim().replaceAll(/\s+/g, ' ');
    return line.length > 60 ? `${line.slice(0, 59)}…` : line;
  }
  const label = row.kind === 'group' ? row.element.label : undefined;
  return label || undefined;
}

/** Only a script can make use of it; the theme hides it where none runs. */
function handle({ name }: RowName): ButtonElement {
  return {
    '#type': 'button',
    '#kind': 'button',
    '#value': `Move ${name}`,
    '#icon': 'grip-vertical',
    '#iconOnly': true,
    '#look': 'quiet',
    '#attributes': {
      class: 'row-handle',
      'data-row-handle': true,
      'aria-pressed': 'false',
      title: 'Press space, then arrows',
    },
  };
}

function rowActions(
  rows: RowsNode,
  { row, position, level }: PlacedRow,
  { name: which }: RowName,
  drawing: Drawing,
): Element {
  const { element } = rows;
  const path = `${keyPath(rows.name)}/${row.key}`;
  const first = position === 0;
  const last = position === rows.rows.length - 1;
  // At the end of the way the other button has the focus.
  const ends = { up: first, down: last, out: level === 0, in: first };
  const other = { up: 'down', down: 'up', out: 'in', in: 'out' };
  const focus = row.movedBy && (ends[row.movedBy] ? other[row.movedBy] : row.movedBy);
  const button = (kind: string, icon: string, label: string, disabled: boolean) =>
    ({
      '#type': 'button',
      '#value': label,
      '#icon': icon,
      '#iconOnly': true,
      '#look': 'quiet',
      ...operation(rows, `${kind}:${path}`, drawing, {
        disabled,
        'data-row-action': kind,
        autofocus: kind === focus,
      }),
    }) satisfies ButtonElement;
  const buttons: Children = {
    ...(element.fixedOrder
      ? {}
      : {
          up: button('up', 'arrow-up', `Move ${which} up`, ends.up),
          down: button('down', 'arrow-down', `Move ${which} down`, ends.down),
          ...(level === undefined
            ? {}
            : {
                out: button('out', 'indent-decrease', `Move ${which} out`, ends.out),
                in: button('in', 'indent-increase', `Move ${which} in`, ends.in),
              }),
        }),
    ...(isFixedSet(element)
      ? {}
      : { remove: button('remove', 'trash-2', `Remove ${which}`, false) }),
  };
  return container(buttons, { attributes: { class: 'row-actions' } });
}

/** As many rows as there must be: they can be moved, and nothing else. */
function isFixedSet({ min, max }: RowsNode['element']): boolean {
  return min !== undefined && min === max;
}

function operation(rows: RowsNode, value: string, drawing: Drawing, more: Attributes) {
  return {
    '#name': '_op',
    '#submits': value,
    '#attributes': { ...more, ...partialPost(drawing.action, rows.id) },
  };
}
