import { type Operation, OperationWork, type Problem } from '#base';
import { defineTap, operationsAnswer, problemsAnswer } from '#grammar/taps';
import { alterView } from './alter-view.ts';
import type { FormValues } from './form-elements.ts';
import type { FormView } from './form-view.ts';

/** What was entered, without passwords; with the values of elements that plugins added. */
export interface EnteredForm {
  /** `item_form`, `user_profile`. */
  readonly id: string;
  /** The button that was pressed. */
  readonly action: string;
  readonly values: FormValues;
}

/** Each time that an element is changed it is held against its schema, which takes long. */
const MOST_VALUES = 50_000;

export const formAlter = defineTap<
  { readonly id: string; readonly form: FormView },
  readonly Operation[]
>({
  name: 'form_alter',
  about:
    'Whenever a form is built, to be shown or to be read: changes its elements and buttons. Paths lead into `form`: `/elements/title/label`.',
  failure: 'leave_out',
  check: operationsAnswer,
  next(input, operations, leaveOut) {
    const work = new OperationWork(MOST_VALUES);
    const alter = (form: FormView, one: Operation) => alterView(form, one, leaveOut, work);
    return { ...input, form: operations.reduce(alter, input.form) };
  },
});

export const formValidate = defineTap<EnteredForm, readonly Problem[]>({
  name: 'form_validate',
  about:
    'When a form is sent for good: says what is wrong with it, each with a pointer into `values`. Nothing is done while something is.',
  failure: 'abort',
  check: problemsAnswer,
});

export const formSubmit = defineTap<EnteredForm, null>({
  name: 'form_submit',
  about: 'When a form has done what it is for: does something with its values. Answers nothing.',
  failure: 'leave_out',
  writes: true,
  check: () => undefined,
});

/** The taps of this room. */
export const formTaps = [formAlter, formValidate, formSubmit] as const;
