import type { Problem } from '#base';
import type { Element } from '#grammar/render';
import type { Fragment } from '#grammar/routes';
import { collectValues } from './collect-values.ts';
import type { Drawing, Spot } from './drawing.ts';
import { drawForm } from './draw-form.ts';
import { drawNode } from './draw-node.ts';
import type { FormValues } from './form-elements.ts';
import type { GroupNode, RowsNode } from './form-nodes.ts';
import { markHidden } from './hidden-elements.ts';
import type { OpenForm } from './open-form.ts';
import { placeProblems } from './problems-by-element.ts';
import { padRows } from './row-operations.ts';
import { walkNodes } from './walk-nodes.ts';

/** A form to be put into a page. */
export interface ShownForm {
  readonly kind: 'form';
  readonly element: Element;
  /** 422 when what was sent had problems. */
  readonly status: number;
  /** What the form holds: what a GET form (a filter) is for. */
  readonly values: FormValues;
  readonly problems: readonly Problem[];
}

export interface Showing {
  readonly action: string;
  /** undefined for GET forms. */
  readonly token: string | undefined;
  /** The id of the part that htmx asks for. */
  readonly fragment: string | undefined;
  readonly problems: readonly Problem[];
  readonly status: number;
  readonly above?: Element;
}

/** The form, with what it holds and what is wrong; or the part of it that was asked for. */
export function showForm(form: OpenForm, showing: Showing): Fragment | ShownForm {
  const { id, tree, root } = form;
  const { action, token, fragment, problems, status, above } = showing;
  const values = collectValues(root);
  padRows(root);
  markHidden(root);
  const drawing: Drawing = {
    action,
    token,
    problems: placeProblems(root, problems),
    nameAt: namesByPointer(root),
  };
  const rows = findRows(root, fragment);
  const part = rows && drawNode(rows.node, rows.spot, drawing);
  if (part) return { kind: 'fragment', body: part };

  const unsaved = form.sent !== undefined && token !== undefined;
  const element = drawForm(tree, root, { id, above, unsaved }, drawing);
  // A script that sent the form itself, to show how far it is.
  if (fragment === root.id) return { kind: 'fragment', body: element, status };
  return { kind: 'form', element, status, values, problems };
}

function namesByPointer(root: GroupNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { node, pointer } of walkNodes(root)) {
    if (node.kind === 'leaf') names.set(pointer, node.name);
  }
  return names;
}

function findRows(
  root: GroupNode,
  id: string | undefined,
): { node: RowsNode; spot: Spot } | undefined {
  if (id === undefined) return undefined;
  for (const { node, pointer: at } of walkNodes(root)) {
    if (node.kind !== 'rows' || node.id !== id) continue;
    return { node, spot: { at, level: at.slice(0, at.lastIndexOf('/')) } };
  }
  return undefined;
}
