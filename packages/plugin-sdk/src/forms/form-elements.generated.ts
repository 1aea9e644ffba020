// Made from src/grammar/forms/form-element-schemas.ts:
// UPDATE_DOCS=1 node --test packages/plugin-sdk/src/forms/form-elements.test.ts

import type { Element } from '../elements/index.ts';

export interface TextFormElement {
  readonly kind: "text";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly input?: "text" | "email" | "url" | "tel" | "search" | "color";
  readonly default?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autocomplete?: string;
}

export interface TextareaFormElement {
  readonly kind: "textarea";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly editor?: {
    readonly format: string;
    readonly formats: { readonly [name: string]: {
      readonly tags: string;
      readonly lines: boolean;
    } };
  };
}

export interface NumberFormElement {
  readonly kind: "number";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | "any";
}

export interface DateFormElement {
  readonly kind: "date";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: string;
}

export interface DatetimeFormElement {
  readonly kind: "datetime";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: string;
}

export interface CheckboxFormElement {
  readonly kind: "checkbox";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: boolean;
  readonly rebuilds?: boolean;
}

export interface SwitchFormElement {
  readonly kind: "switch";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly default?: boolean;
  readonly rebuilds?: boolean;
}

export interface SelectFormElement {
  readonly kind: "select";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
    readonly group?: string;
  }[];
  readonly default?: string;
  readonly none?: string;
  readonly rebuilds?: boolean;
}

export interface RadiosFormElement {
  readonly kind: "radios";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
    readonly group?: string;
  }[];
  readonly default?: string;
  readonly rebuilds?: boolean;
}

export interface CheckboxesFormElement {
  readonly kind: "checkboxes";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
    readonly group?: string;
  }[];
  readonly default?: readonly string[];
}

export interface MultiselectFormElement {
  readonly kind: "multiselect";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
    readonly group?: string;
  }[];
  readonly default?: readonly string[];
}

export interface HiddenFormElement {
  readonly kind: "hidden";
  readonly weight?: number;
  readonly access?: boolean;
  readonly default: string;
}

export interface GroupFormElement {
  readonly kind: "group";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label?: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly open?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  readonly look?: "plain" | "fieldset" | "details" | "row" | "side";
  readonly elements: FormElements;
}

export interface StaticFormElement {
  readonly kind: "static";
  readonly weight?: number;
  readonly access?: boolean;
  readonly element: Element;
}

export interface FileFormElement {
  readonly kind: "file";
  readonly weight?: number;
  readonly access?: boolean;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly labelHidden?: boolean;
  readonly states?: {
    readonly visible: {
      readonly element: string;
      readonly equals: string | boolean;
    };
  };
  /** In small letters, without the dot: ["jpg", "png"]. */
  readonly extensions: readonly string[];
  /** Bytes; at most 20 MiB. */
  readonly maxSize: number;
  readonly default?: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly image?: boolean;
  };
}

/** An element of a form: a question, or several together. */
export type FormElement =
  | TextFormElement
  | TextareaFormElement
  | NumberFormElement
  | DateFormElement
  | DatetimeFormElement
  | CheckboxFormElement
  | SwitchFormElement
  | SelectFormElement
  | RadiosFormElement
  | CheckboxesFormElement
  | MultiselectFormElement
  | HiddenFormElement
  | GroupFormElement
  | StaticFormElement
  | FileFormElement;

export type FormElements = { readonly [name: string]: FormElement };
