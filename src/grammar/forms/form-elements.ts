import type { Element, Look } from '#grammar/render';

/**
 * What a form is made of. Names nest: the element `value` in row 0 of `body` in `fields` is sent
 * as `fields[body][0][value]`, stands in the values at the same place, and a problem with the
 * pointer `/fields/body/0/value` is shown beside it.
 */

interface Base {
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly weight?: number;
  /** false leaves it out and takes no value from the browser. */
  readonly access?: boolean;
  /**
   * No plugin is shown it, may change it, or is told what is entered: it gives somebody rights, or
   * holds what is nobody's business.
   */
  readonly sealed?: boolean;
  readonly disabled?: boolean;
  /** Shown only while another element has a value; its value is ignored while hidden. */
  readonly states?: States;
  /** The label is for screen readers only. */
  readonly labelHidden?: boolean;
}

export interface States {
  readonly visible: {
    /**
     * Pointer of the other element, e.g. `/has_title`; without a slash the name of an element
     * beside this one, which is the way inside rows; after `../` one beside the group around.
     */
    readonly element: string;
    /** For several choices: is one of them. */
    readonly equals: string | boolean;
  };
}

/** One line of text. Value: string ('' when empty). */
export interface TextFormElement extends Base {
  readonly kind: 'text';
  readonly input?: 'text' | 'email' | 'url' | 'tel' | 'search' | 'password' | 'color';
  readonly default?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** HTML autocomplete token, e.g. `username`. */
  readonly autocomplete?: string;
  /**
   * Proposes a machine name made from the element with this pointer until edited by hand; without
   * a slash the name of an element beside this one.
   */
  readonly machineNameOf?: string;
}
/** Several lines of text. Value: string. */
export interface TextareaFormElement extends Base {
  readonly kind: 'textarea';
  readonly default?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  /** Where scripts run, an editor stands over it while a format is chosen that it can write. */
  readonly editor?: TextEditor;
}
export interface TextEditor {
  /** Name of the element beside this one that says which format the text is in. */
  readonly format: string;
  /** By format: the tags that may be written, as in `<a href> <em>`; whether lines are paragraphs. */
  readonly formats: {
    readonly [format: string]: { readonly tags: string; readonly lines: boolean };
  };
}
/** A number as it was typed. Value: string, so that nothing is rounded before validation. */
export interface NumberFormElement extends Base {
  readonly kind: 'number';
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
}
/** Value: `2026-01-31` or ''. */
export interface DateFormElement extends Base {
  readonly kind: 'date';
  readonly default?: string;
}
/** Value: `2026-01-31T12:30` or '' (the site's time zone). */
export interface DateTimeFormElement extends Base {
  readonly kind: 'datetime';
  readonly default?: string;
}
/** Value: boolean. */
export interface CheckboxFormElement extends Base {
  readonly kind: 'checkbox' | 'switch';
  readonly rebuilds?: boolean;
  readonly default?: boolean;
}
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  readonly group?: string;
}
/** Value: string ('' when nothing is chosen); a value that is not among the options is refused. */
export interface ChoiceFormElement extends Base {
  readonly kind: 'select' | 'radios';
  readonly options: readonly Option[];
  readonly default?: string;
  /** The label of "nothing chosen" in a select that is not required. */
  readonly none?: string;
  /**
   * Other elements depend on it: when it changes, the form is built again from what is entered
   * (of a row, that row; with `form` all of it). A button "Update" does it where no script runs.
   */
  readonly rebuilds?: boolean | 'form';
}
/** Value: string[]. */
export interface ChoicesFormElement extends Base {
  readonly kind: 'checkboxes' | 'multiselect';
  /** What is chosen by default stays in its order; left out: all are in the order of the options. */
  readonly keepsOrder?: true;
  readonly options: readonly Option[];
  readonly default?: readonly string[];
}
/** Chooses one record by typing. Value: its id or ''. Without JavaScript the text is looked up. */
export interface AutocompleteFormElement extends Base {
  readonly kind: 'autocomplete';
  /** GET `source?q=…` answers `[{ "value": id, "label": text }]`. */
  readonly source: string;
  readonly default?: { readonly value: string; readonly label: string };
  /** What is not there may be named all the same; the word that marks it as such: `new`. */
  readonly adds?: string;
  /**
   * Finds the id of what was typed when the browser sent no id. Names, where it may mean several
   * or only resembles one, are told to who typed; undefined: there is nothing like it.
   */
  lookup(typed: string): Promise<string | readonly string[] | undefined>;
}
/** One uploaded file. Value: FileId or ''. */
export interface FileFormElement extends Base {
  readonly kind: 'file';
  /** File name endings, e.g. `['jpg', 'png']`; shown, and checked by who stores the file. */
  readonly extensions: readonly string[];
  /** Bytes. */
  readonly maxSize: number;
  readonly default?: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly image?: boolean;
  };
}
/** Carried along unseen. Value: string. The browser can change it: check it. */
export interface HiddenFormElement {
  readonly kind: 'hidden';
  readonly default: string;
  readonly weight?: number;
  readonly access?: boolean;
  readonly sealed?: boolean;
}
/** Elements together. Value: an object of theirs. */
export interface GroupFormElement {
  readonly kind: 'group';
  /**
   * How it stands: just together, under a legend, folded, in a row, in the side panel. At the top
   * of a form `step` makes it a page of its own: such groups are gone through one after the other.
   */
  readonly look?: 'plain' | 'fieldset' | 'details' | 'row' | 'side' | 'step';
  readonly label?: string;
  readonly help?: string;
  readonly open?: boolean;
  readonly weight?: number;
  readonly access?: boolean;
  readonly sealed?: boolean;
  readonly required?: boolean;
  readonly states?: States;
  readonly elements: FormElements;
  /**
   * Adds no level to names and values: its elements belong to the group around it, and must have
   * other names than those there.
   */
  readonly transparent?: boolean;
  /**
   * What its elements are of, where that can change: what was sent when they were of something
   * else is not theirs and is passed over.
   */
  readonly of?: string;
  /** Of a row: what it is about, where that is not what is entered in it. Its buttons say it. */
  readonly about?: string;
}
/** A list of like rows with add, remove, move up, move down and drag. Value: an array. */
export interface RowsFormElement extends Base {
  readonly kind: 'rows';
  /**
   * What the rows hold now; one element or group each. Built again from what was submitted, row
   * number n is still drawn as `rows[n]` wherever it was moved, and added rows as `blank`.
   */
  readonly rows: readonly FormElement[];
  /** A row that is still empty. */
  readonly blank: FormElement;
  /**
   * For rows whose elements depend on what is entered in them: what row number `key` is to be when
   * it holds `entered`; undefined: as it is.
   */
  rowFor?(entered: FormValue, key: number): FormElement | undefined;
  readonly min?: number;
  /** undefined: as many as one likes. */
  readonly max?: number;
  readonly addLabel: string;
  /** Rows cannot be moved. */
  readonly fixedOrder?: boolean;
  /**
   * The rows are an outline: name of a hidden element in each of them that says how many levels
   * below the top it stands. Rows are then moved to the sides too, with all that is below them.
   */
  readonly levelIn?: string;
  /** Whether a row's submitted value is empty and may be dropped. */
  isEmpty(value: FormValue): boolean;
}
/** Something to look at; no value. */
export interface StaticFormElement {
  readonly kind: 'static';
  readonly element: Element;
  readonly weight?: number;
  readonly access?: boolean;
  readonly sealed?: boolean;
}

export type FormElement =
  | TextFormElement
  | TextareaFormElement
  | NumberFormElement
  | DateFormElement
  | DateTimeFormElement
  | CheckboxFormElement
  | ChoiceFormElement
  | ChoicesFormElement
  | AutocompleteFormElement
  | FileFormElement
  | HiddenFormElement
  | GroupFormElement
  | RowsFormElement
  | StaticFormElement;

export type FormElements = { readonly [name: string]: FormElement };

/** What a form holds: nested as its elements are. */
export type FormValue = string | boolean | readonly string[] | readonly FormValue[] | FormValues;
export interface FormValues {
  readonly [name: string]: FormValue;
}

/** A button at the foot of a form. The first is what Enter does. */
export interface FormAction {
  readonly label: string;
  readonly look?: Look;
  readonly icon?: string;
  readonly access?: boolean;
  /** Validation is passed over: "Cancel", "Preview of an incomplete thing". */
  readonly unvalidated?: boolean;
}
