import type { Attributes, Element } from '#grammar/render';
import type { States } from './form-elements.ts';
import type { FormNode } from './form-nodes.ts';
import type { PlacedProblems } from './problems-by-element.ts';
import { conditionOf } from './walk-nodes.ts';

/** What the drawing of every element needs to know of the form around it. */
export interface Drawing {
  /** Where the form is sent. */
  readonly action: string;
  /** undefined in GET forms, which leave out what is only there to be noticed missing. */
  readonly token: string | undefined;
  readonly problems: PlacedProblems;
  /** Names of controls by the pointers of their values: what `states` refer to. */
  readonly nameAt: ReadonlyMap<string, string>;
  /** Of elements that others depend on: the id of what is drawn again when they change. */
  readonly rebuilt: ReadonlyMap<FormNode, string>;
}

/** Where an element stands: the pointer of its own value, and of the object that it is in. */
export interface Spot {
  readonly at: string;
  readonly level: string;
}

/** Draws any element: groups and rows draw what is in them by it. */
export type DrawNode = (node: FormNode, spot: Spot, drawing: Drawing) => Element | undefined;

/**
 * What `states.js` shows and hides by. Nothing is hidden without JavaScript: the theme hides
 * `[data-state=hidden]` only where scripts run.
 */
export function stateAttributes(
  states: States | undefined,
  hidden: boolean,
  spot: Spot,
  drawing: Drawing,
): Attributes {
  if (!states) return {};
  const { pointer, equals } = conditionOf(states, spot.level);
  return {
    'data-show-when': drawing.nameAt.get(pointer),
    'data-show-equals': String(equals),
    'data-state': hidden ? 'hidden' : undefined,
  };
}

/** `element` with the weight that its form element has. */
export function weighted<Kind extends Element>(element: Kind, weight: number | undefined): Kind {
  return weight === undefined ? element : { ...element, '#weight': weight };
}
