import type { Problem } from '#base';
import type { Element } from '#grammar/render';
import type { Fragment } from '#grammar/routes';
import type { Drawing, Spot } from './drawing.ts';
import { type StepFrame, drawForm } from './draw-form.ts';
import { drawNode } from './draw-node.ts';
import type { FormValues } from './form-elements.ts';
import type { FormNode, GroupNode } from './form-nodes.ts';
import { type FormSteps, stepOf, stepPart, stepUrl } from './form-steps.ts';
import { markHidden } from './hidden-elements.ts';
import { rebuiltBy } from './rebuild.ts';
import type { OpenForm } from './open-form.ts';
import { ownValues } from './own-values.ts';
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
  /** Where it is sent; a step adds its own name. */
  readonly url: string;
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
  const { token, fragment, status, above } = showing;
  const values = ownValues(root, form.added);
  padRows(root);
  markHidden(root);
  const { part, action, problems, frame } = shownPart(form, showing);
  const drawing: Drawing = {
    action,
    token,
    problems: placeProblems(part, problems),
    nameAt: namesByPointer(part),
    rebuilt: new Map(rebuiltBy(part, part.id)),
  };
  const asked = findPart(part, fragment);
  const found = asked && drawNode(asked.node, asked.spot, drawing);
  if (found) return { kind: 'fragment', body: found };

  const unsaved = form.sent !== undefined && token !== undefined;
  const element = drawForm(tree, part, { id, above, unsaved, step: frame }, drawing);
  // A script that sent the form itself, to show how far it is.
  if (fragment === root.id) return { kind: 'fragment', body: element, status };
  return { kind: 'form', element, status, values, problems: showing.problems };
}

interface ShownPart {
  readonly part: GroupNode;
  readonly action: string;
  readonly problems: readonly Problem[];
  readonly frame: StepFrame | undefined;
}

/** The whole form, or of one in steps the step that was asked for: else the first with a problem. */
function shownPart({ root, steps }: OpenForm, { url, problems }: Showing): ShownPart {
  if (!steps) return { part: root, action: url, problems, frame: undefined };
  const places = problems.map(({ pointer }) => stepOf(root, steps, pointer));
  const wrong = places.filter((place) => place !== undefined);
  const at = wrong.length > 0 ? Math.min(...wrong) : steps.at;
  const { all, state } = steps;
  return {
    part: stepPart(root, steps, at),
    action: state ? stepUrl(url, state, all[at]?.name ?? '') : url,
    // Those of later steps are said when they have come.
    problems: problems.filter((_problem, i) => places[i] === undefined || places[i] === at),
    frame: frameOf(steps, at),
  };
}

function frameOf({ all, gone }: FormSteps, at: number): StepFrame {
  const titles = all.map(({ name, node }) => node.element.label ?? name);
  return { titles, at, gone };
}

function namesByPointer(root: GroupNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { node, pointer } of walkNodes(root)) {
    if (node.kind === 'leaf') names.set(pointer, node.name);
  }
  return names;
}

/** Rows, one row or one element: what can be drawn by itself. */
function findPart(
  root: GroupNode,
  id: string | undefined,
): { node: FormNode; spot: Spot } | undefined {
  if (id === undefined || id === root.id) return undefined;
  for (const { node, pointer: at } of walkNodes(root)) {
    if (node.id !== id) continue;
    return { node, spot: { at, level: at.slice(0, at.lastIndexOf('/')) } };
  }
  return undefined;
}
