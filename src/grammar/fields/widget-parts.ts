import { isObject } from '#base';
import type { FormElement, FormElements, FormValue, GroupFormElement } from '#grammar/forms';
import type { WidgetView } from './field-type.ts';

/** What widgets have in common: a value is an object, so an element for it is a group. */

/** What every element says about itself. */
export interface Words {
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly labelHidden?: boolean;
}

/** The words of the only (or first) element of a value. */
export function wordsOf(view: WidgetView): Words {
  return {
    label: view.label,
    ...(view.help ? { help: view.help } : {}),
    ...(view.required ? { required: true } : {}),
    ...(view.labelHidden ? { labelHidden: true } : {}),
  };
}

/** Elements whose names are the keys of the value; labels are the elements' own. */
export function plainGroup(elements: FormElements): GroupFormElement {
  return { kind: 'group', look: 'plain', elements };
}

/** Several elements of one value under the field's label, or without it among values of one field. */
export function labelledGroup(
  view: WidgetView,
  look: 'fieldset' | 'row',
  elements: FormElements,
): GroupFormElement {
  if (view.labelHidden) {
    return { kind: 'group', look: look === 'row' ? 'row' : 'plain', elements };
  }
  return {
    kind: 'group',
    look,
    label: view.label,
    ...(view.help ? { help: view.help } : {}),
    ...(view.required ? { required: true } : {}),
    elements,
  };
}

/** A value whose only key is `value`. */
export function valueGroup(element: FormElement): GroupFormElement {
  return plainGroup({ value: element });
}

/** What was entered under `key`. */
export function entered(value: FormValue, key: string): FormValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text that was entered under `key`; '' when there is none. */
export function enteredText(value: FormValue, key: string): string {
  const text = entered(value, key);
  return typeof text === 'string' ? text : '';
}
