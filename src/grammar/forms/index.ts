export type * from './form-elements.ts';
export type * from './form.ts';
export { createForms, type FormOptions, type FormParts, type Forms } from './forms.ts';
export type { ShownForm } from './show-form.ts';
