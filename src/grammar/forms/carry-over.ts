import { isObject, type JsonObject, pointer, sameJson } from '#base';
import { changeProblem } from './check-form-element.ts';
import type { FormTree } from './form.ts';
import type { FormAction, FormElement, FormElements } from './form-elements.ts';
import { type FormView, viewElement } from './form-view.ts';

/** A form that plugins changed. */
export interface AlteredTree {
  readonly tree: FormTree;
  /** Pointers of values that are plugins' own; the form itself knows nothing of them. */
  readonly added: readonly string[];
}

/**
 * `tree` as plugins made it in `view`. What functions an element has stays, `access` can only be
 * taken away, and what they took out or hid is there unseen and holds what the form itself gave
 * it, so that nothing is saved that nobody saw. What is sealed stands where it stood. `refuse` is told of an element under a name that is taken.
 */
export function carryOver(
  tree: FormTree,
  view: FormView,
  refuse: (pointer: string, why: string) => void,
): AlteredTree {
  const added: string[] = [];
  const elements = carryElements(tree.elements, view.elements, {
    at: '',
    taken: namesIn(tree.elements),
    added,
    refuse,
  });
  const actions = Object.fromEntries(
    Object.entries(tree.actions).map(([name, action]): [string, FormAction] => {
      const seen = view.actions[name];
      if (action.access === false) return [name, action];
      if (!seen) return [name, { ...action, access: false }];
      // Checked where the plugin put it in; what it means to leave out checks is the form's own.
      const { unvalidated = false } = action;
      return [name, { ...(seen as unknown as FormAction), unvalidated }];
    }),
  );
  return { tree: { ...tree, elements, actions }, added };
}

/** Where elements are, and what becomes of those that plugins added there. */
interface Level {
  readonly at: string;
  /** Names of values that there are here: transparent groups share them with what is around. */
  readonly taken: Set<string>;
  readonly added: string[];
  refuse(pointer: string, why: string): void;
}

function namesIn(elements: FormElements): Set<string> {
  return new Set(
    Object.entries(elements).flatMap(([name, element]) =>
      element.kind === 'group' && element.transparent
        ? [name, ...namesIn(element.elements)]
        : [name],
    ),
  );
}

function carryElements(own: FormElements, seen: FormView['elements'], level: Level): FormElements {
  const { at, taken, added, refuse } = level;
  const carried = new Map<string, FormElement>();
  for (const [name, view] of Object.entries(seen)) {
    const element = own[name];
    const place = at + pointer(name);
    if (element === undefined) {
      if (taken.has(name)) {
        refuse(place, 'the form has another element of this name');
        continue;
      }
      taken.add(name);
      if (view['kind'] !== 'static') added.push(place);
      // Checked where the plugin put it in.
      carried.set(name, view as unknown as FormElement);
    } else if (element.access === false || element.sealed) {
      refuse(place, 'the form has another element of this name, which plugins are not shown');
    } else {
      carried.set(name, carryElement(element, view, place, level));
    }
  }
  for (const [name, element] of Object.entries(own)) {
    if (!carried.has(name) && !element.sealed) carried.set(name, { ...element, access: false });
  }
  return withSealed(own, carried);
}

/** What plugins were not shown, after what stands before it in the form itself. */
function withSealed(own: FormElements, carried: ReadonlyMap<string, FormElement>): FormElements {
  const names = [...carried.keys()];
  let last: string | undefined;
  for (const [name, { sealed }] of Object.entries(own)) {
    if (sealed) names.splice(last === undefined ? 0 : names.indexOf(last) + 1, 0, name);
    last = name;
  }
  return Object.fromEntries(
    names.flatMap((name) => {
      const element = carried.get(name) ?? own[name];
      return element ? [[name, element] as const] : [];
    }),
  );
}

function carryElement(
  element: FormElement,
  view: JsonObject,
  place: string,
  level: Level,
): FormElement {
  const before = viewElement(element);
  if (sameJson(before, view)) return element;
  // Taken out and put in again as something else.
  const wrong = changeProblem(before, view);
  if (wrong !== undefined) {
    level.refuse(place, wrong);
    return element;
  }
  // Whoever sends the form does not see what it would hold.
  if (view['access'] === false) return { ...element, access: false };
  // What nobody changed stays the very thing that it was: JSON has no functions, no `Infinity`.
  const kept = Object.entries(element).filter(([key]) => !(key in before) || key in view);
  const changed = Object.entries(view).filter(
    ([key, value]) => key !== 'access' && !sameJson(value, before[key]),
  );
  // It is of its kind as it was, and what changed was checked.
  const carried = Object.fromEntries([...kept, ...changed]) as unknown as FormElement;
  if (element.kind !== 'group' || carried.kind !== 'group') return carried;
  const seen = isObject(view['elements']) ? (view['elements'] as FormView['elements']) : {};
  // Elements of a transparent group belong to what is around it.
  const inside = element.transparent
    ? level
    : { ...level, at: place, taken: namesIn(element.elements) };
  return { ...carried, elements: carryElements(element.elements, seen, inside) };
}
