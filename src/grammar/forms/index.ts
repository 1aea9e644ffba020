export { OWN as ownElements } from './form-element-schemas.ts';
export { formFromJson } from './form-from-json.ts';
export type * from './form-elements.ts';
export type * from './form.ts';
export { formTaps } from './form-taps.ts';
export { createFormStates, type FormStates } from './form-states.ts';
export { createForms, type FormOptions, type FormParts, type Forms } from './forms.ts';
export type { ShownForm } from './show-form.ts';
