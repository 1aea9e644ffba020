export type * from './form-elements.ts';
export type * from './form.ts';
export {
  createForms,
  type FormOptions,
  type FormParts,
  type Forms,
  type ShownForm,
} from './forms.ts';
