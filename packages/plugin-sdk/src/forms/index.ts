import type { FormElement } from './form-elements.generated.ts';

export { formElement } from './form-element.ts';
export type * from './form-elements.generated.ts';

/** What a form holds, as its elements nest. */
export type FormValue = string | boolean | readonly FormValue[] | FormValues;
export interface FormValues {
  readonly [name: string]: FormValue;
}

/** A button at the foot of a form. */
export interface FormAction {
  readonly label: string;
  readonly look?: 'link' | 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: string;
  readonly access?: boolean;
  readonly unvalidated?: boolean;
}

interface FormParts {
  /** What one may see of it, without what stands in rows. */
  readonly elements: { readonly [name: string]: SeenFormElement };
  readonly actions: { readonly [name: string]: FormAction };
}

/** An element of a form: one that plugins can add, or another that they can change. */
export type SeenFormElement =
  | FormElement
  | { readonly kind: 'autocomplete' | 'rows'; readonly label: string };

/** A form that is being built. Paths of operations lead into it: `set(['elements', 'title', 'label'], '…')`. */
export interface Form extends FormParts {
  /** `item_form`, `user_profile`. */
  readonly id: string;
}

/** A form that was sent. */
export interface EnteredForm {
  readonly id: string;
  /** The button that was pressed. */
  readonly action: string;
  /** Without passwords; with those of elements that plugins added. */
  readonly values: FormValues;
}

/** A form as the kernel hands it over. */
export interface FormInput {
  readonly id: string;
  readonly form: FormParts;
}
