import { isObject } from '#base';
import type { FormElements, FormValue } from '#grammar/forms';
import { enteredFieldValues, widgetOf } from '../../field-form.ts';
import type { FieldTypes } from '../../field-type.ts';
import { enteredText } from '../../widget-parts.ts';
import type { SubField } from './sub-fields.ts';

/** No sub-field has such a name. */
const KEPT = '_kept';

/** Says that a group in which no more than switches stand, all of them off, is one all the same. */
export function keptMark(isKept: boolean): FormElements {
  return { [KEPT]: { kind: 'hidden', default: isKept ? '1' : '' } };
}

/** undefined when nothing was entered, and the group was none before. */
export function enteredCompound(
  fields: readonly SubField[],
  entered: FormValue,
  fieldTypes: FieldTypes,
  timeZone: string,
): { readonly [field: string]: unknown } | undefined {
  const values = enteredFieldValues(fields, entered, fieldTypes, timeZone);
  const isOne = saysAnything(fields, values, fieldTypes) || enteredText(entered, KEPT) !== '';
  return isOne ? values : undefined;
}

/** Whether more was entered than there is in an empty form; a switch that is off says nothing. */
export function saysAnything(
  fields: readonly SubField[],
  values: { readonly [field: string]: unknown },
  fieldTypes: FieldTypes,
): boolean {
  return fields.some((field) => {
    const { alwaysAnswers } = widgetOf(fieldTypes.get(field.fieldType), field.widget.name);
    return [values[field.name]]
      .flat()
      .some(
        (value) =>
          value !== null &&
          value !== undefined &&
          !(alwaysAnswers && isObject(value) && value['value'] === false),
      );
  });
}
