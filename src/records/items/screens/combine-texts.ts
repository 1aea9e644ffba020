import { isObject, type Problem } from '#base';
import { enteredFieldValues, fieldElements, type FieldTypes } from '#grammar/fields';
import type { FormElement, FormElements, FormValue } from '#grammar/forms';
import type { ItemInput } from '../item.ts';
import type { Content } from '../merge-changes.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import { partLabel } from '../part-labels.ts';

/** Kinds of fields whose values two people can combine by hand. */
const TEXTS = new Set(['text', 'long_text']);

/**
 * The control in which a part that two changed is combined, starting from `mine`: shown when
 * `edit` is chosen for it. undefined for what is no text.
 */
export function combineElement(
  type: ItemType,
  part: string,
  mine: Content,
  fieldTypes: FieldTypes,
  view: Parameters<typeof fieldElements>[3],
): FormElement | undefined {
  const group = (elements: FormElements): FormElement => ({
    kind: 'group',
    look: 'plain',
    states: { visible: { element: `/choose/${part}/keep`, equals: 'edit' } },
    elements,
  });
  if (part === 'title') {
    const label = partLabel(type, part);
    return group({
      title: { kind: 'text', label, required: true, maxLength: 255, default: mine.title },
    });
  }
  const fields = textFields(type, part);
  if (fields.length === 0) return undefined;
  return group(fieldElements(fields, mine.fields, fieldTypes, view));
}

/** What was entered there, as a save takes it. */
export function combinedInput(
  type: ItemType,
  part: string,
  entered: FormValue | undefined,
  fieldTypes: FieldTypes,
  timeZone: string,
): ItemInput {
  if (part === 'title') return { title: isObject(entered) ? entered['title'] : undefined };
  return { fields: enteredFieldValues(textFields(type, part), entered, fieldTypes, timeZone) };
}

/** A problem of the save, with the place of the part's control. */
export function besideCombined(problem: Problem): Problem {
  const place = problem.pointer.replace(/^\/fields(?=\/)/, '');
  const [, part = ''] = place.split('/');
  return { ...problem, pointer: `/choose/${part}/edit${place}` };
}

function textFields(type: ItemType, part: string): readonly Field[] {
  return type.fields.filter(({ name, fieldType }) => name === part && TEXTS.has(fieldType));
}
