import type { FormElement } from './form-elements.generated.ts';

type Kind = FormElement['kind'];
type Of<Name extends Kind> = Extract<FormElement, { readonly kind: Name }>;

/** What is added to a form: `formElement('text', { label: 'Subtitle', maxLength: 80 })`. */
export function formElement<Name extends Kind>(
  kind: Name,
  keys: Omit<Of<Name>, 'kind'>,
): FormElement {
  const made: unknown = { kind, ...keys };
  // The keys were those of the kind, so this is one.
  return made as Of<Name>;
}
