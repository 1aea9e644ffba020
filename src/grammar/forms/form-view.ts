import { type Json, type JsonObject, isObject } from '#base';
import { withoutHidden } from '#grammar/render';
import type { FormTree } from './form.ts';
import type { FormElement, FormElements } from './form-elements.ts';

/**
 * A form as plugins see it: what can be seen of it, as JSON. Functions are not in it, nor is what
 * stands in rows.
 */
export interface FormView {
  readonly elements: { readonly [name: string]: JsonObject };
  /** The buttons at its foot. */
  readonly actions: { readonly [name: string]: JsonObject };
}

export function viewOf(tree: FormTree): FormView {
  const actions = Object.entries(tree.actions).filter(([, { access }]) => access !== false);
  return {
    elements: viewElements(tree.elements),
    actions: Object.fromEntries(actions.map(([name, action]) => [name, jsonOf({ ...action })])),
  };
}

function viewElements(elements: FormElements): FormView['elements'] {
  const seen = Object.entries(elements).filter(
    ([, { access, sealed }]) => access !== false && !sealed,
  );
  return Object.fromEntries(seen.map(([name, element]) => [name, viewElement(element)]));
}

/** One element as plugins see it. */
export function viewElement(element: FormElement): JsonObject {
  switch (element.kind) {
    case 'group':
      return {
        ...jsonOf({ ...element }),
        elements: viewElements(element.elements),
        ...(holdsSealed(element.elements) ? { holds_sealed: true } : {}),
      };
    case 'rows': {
      const { rows: _rows, blank: _blank, ...own } = element;
      return jsonOf(own);
    }
    case 'static':
      return jsonOf({ ...element, element: withoutHidden(element.element) });
    default:
      return jsonOf({ ...element });
  }
}

/** Whether something stands in it that plugins are not shown: then its words are the form's own. */
function holdsSealed(elements: FormElements): boolean {
  return Object.values(elements).some(
    (one) => one.sealed === true || (one.kind === 'group' && holdsSealed(one.elements)),
  );
}

/** Without functions, as JSON has none. */
function jsonOf(value: object): JsonObject {
  const json: Json = JSON.parse(JSON.stringify(value));
  return isObject(json) ? json : {};
}
