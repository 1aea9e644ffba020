export { instantAt, instantOf, LAST_INSTANT, localTime, zoneHelp } from './calendar.ts';
export { formatProblems, lockedProblems } from './check-formats.ts';
export { collectMentions } from './collect-mentions.ts';
export { collectReferences } from './collect-references.ts';
export { convertValues } from './convert-values.ts';
export type { DerivedFieldType } from './derived-type.ts';
export { differingFields } from './differing-fields.ts';
export { type FieldDefinition, type FieldValues, valuesOf } from './field-definition.ts';
export {
  type FormField,
  type FormView,
  emptyFields,
  enteredFieldValues,
  fieldElements,
} from './field-form.ts';
export type * from './field-type.ts';
export { createFieldTypes } from './field-types.ts';
export { fieldValuesSchema, shownFieldsSchema } from './field-values-schema.ts';
export { loadReferenceChoices } from './reference-choices.ts';
export { createReferencePages } from './reference-pages.ts';
export { mapReferences } from './map-references.ts';
export { referenceSource } from './reference-source.ts';
export { referenceProblems } from './reference-problems.ts';
export { createReferenceTargets } from './reference-targets.ts';
export type * from './references.ts';
export { resolveReferences } from './resolve-references.ts';
export { settleFieldValues } from './settle-field-values.ts';
export { textOfUnknown } from './unknown-value.ts';
export { type CheckedFieldValues, validateFieldValues } from './validate-field-values.ts';
