import type {
  FormElement,
  GroupFormElement,
  RowsFormElement,
  StaticFormElement,
} from './form-elements.ts';

/**
 * A form in work: its elements, with every row spelled out, and what each holds now. Built from
 * the tree and what the browser sent, changed by row operations, checked, and drawn.
 */
export type FormNode = LeafNode | GroupNode | RowsNode | StaticNode;

export type LeafElement = Exclude<
  FormElement,
  GroupFormElement | RowsFormElement | StaticFormElement
>;
export type LeafValue = string | boolean | readonly string[];

interface Base {
  readonly name: string;
  readonly id: string;
  /** Not drawn (`access: false`, its own or around it). */
  readonly absent: boolean;
  /** Takes nothing from the browser: absent or disabled. */
  readonly frozen: boolean;
}

export interface LeafNode extends Base {
  readonly kind: 'leaf';
  readonly element: LeafElement;
  value: LeafValue;
  /** Autocomplete: what stands in the text box. File: its name. */
  shown: string;
  /** What could not be taken as it was sent. */
  refused: Refusal[];
  /** `states` hide it. */
  hidden: boolean;
  /** The focus goes here when the form is shown. */
  focus: boolean;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface GroupNode extends Base {
  readonly kind: 'group';
  readonly element: GroupFormElement;
  readonly children: ReadonlyMap<string, FormNode>;
  hidden: boolean;
}

export interface RowsNode extends Base {
  readonly kind: 'rows';
  readonly element: RowsFormElement;
  rows: Row[];
  hidden: boolean;
}

/** The key stays with a row while it is moved, so that names and ids in the page stay true. */
export interface Row {
  readonly key: number;
  readonly node: FormNode;
  /** It was just moved by this button, which keeps the focus. */
  movedBy?: 'up' | 'down' | 'in' | 'out';
}

export interface StaticNode extends Base {
  readonly kind: 'static';
  readonly element: StaticFormElement;
}
