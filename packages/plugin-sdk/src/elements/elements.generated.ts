// Made from docs/elements.schema.json:
// UPDATE_DOCS=1 node --test packages/plugin-sdk/src/elements/elements.test.ts

/** The value of an HTML attribute. */
export type AttributeValue = string | number | boolean | readonly string[];

/** A value of a component: all of JSON but null. */
export type ComponentValue = string | number | boolean | readonly ComponentValue[] | { readonly [name: string]: ComponentValue };

export type Children = { readonly [name: string]: Element };

/** The keys of every element. */
export interface ElementKeys {
  /** Lighter ones come first among the children of one element. Default: 0. */
  readonly '#weight'?: number;
  /** HTML attributes: text, number, list of words, or true for a bare one. */
  readonly '#attributes'?: { readonly [name: string]: AttributeValue };
  /** false leaves the element and all below it out. Default: true. */
  readonly '#access'?: boolean;
  /** What the page loads when the element is on it. */
  readonly '#attached'?: {
    /** Names of scripts of the theme: `forms`. */
    readonly scripts?: readonly string[];
    /** Style sheets: `PLUGIN/NAME` of plugins, such as `blog/blog` for its `assets/blog.css`; `NAME` of the theme, such as `listings` for its `attached/listings.css`. */
    readonly styles?: readonly string[];
  };
  /** What it depends on; the page around it depends on the same. */
  readonly '#cache'?: {
    /** Cache tags of the records that it shows: `item:ID`, `item_list:article`. */
    readonly tags?: readonly string[];
    /** What it differs by: `user`, `url`. */
    readonly contexts?: readonly ("user" | "session" | "permissions" | "stage" | "language" | "url")[];
    /** Seconds for which it may be shown again; missing: for ever. */
    readonly max_age?: number;
  };
}

/** A tag around other elements. */
export interface ContainerElement extends ElementKeys {
  readonly '#type': "container";
  /** The HTML tag. Default: "div". */
  readonly '#tag'?: "div" | "section" | "article" | "aside" | "header" | "footer" | "nav" | "main" | "p" | "span" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "figure" | "figcaption" | "blockquote" | "details" | "summary" | "dialog" | "output" | "strong" | "em" | "del" | "ins" | "mark" | "small" | "kbd";
  /** What stands inside, by name. */
  readonly '#children': { readonly [name: string]: Element };
}

/** A run of plain text, escaped. */
export interface TextElement extends ElementKeys {
  readonly '#type': "text";
  /** The text. */
  readonly '#value': string;
}

/** Text of a text format: filtered and made safe by it. */
export interface MarkupElement extends ElementKeys {
  readonly '#type': "markup";
  /** The text as it was entered. */
  readonly '#value': string;
  /** The machine name of the text format: `filtered_html`. */
  readonly '#format': string;
}

/** Preformatted text, escaped. */
export interface CodeElement extends ElementKeys {
  readonly '#type': "code";
  /** The text, with its line breaks. */
  readonly '#value': string;
  /** What it is written in, for highlighting: `toml`. */
  readonly '#language'?: string;
}

/** A heading. */
export interface HeadingElement extends ElementKeys {
  readonly '#type': "heading";
  /** 1 is the title of the page, 6 the least. */
  readonly '#level': 1 | 2 | 3 | 4 | 5 | 6;
  /** The text of the heading. */
  readonly '#value': string;
  /** Where it leads. */
  readonly '#url'?: string;
}

/** A link to a page of this site or another. */
export interface LinkElement extends ElementKeys {
  readonly '#type': "link";
  /** Where it leads. */
  readonly '#url': string;
  /** The text of the link. */
  readonly '#value': string;
  /** An icon of the Lucide set before the text. */
  readonly '#icon'?: string;
  /** The icon is all one sees; the text is for screen readers. Default: false. */
  readonly '#iconOnly'?: boolean;
  /** What it looks like; all but `link` are buttons. Default: "link". */
  readonly '#look'?: "link" | "primary" | "secondary" | "quiet" | "danger";
}

/** A picture. */
export interface ImageElement extends ElementKeys {
  readonly '#type': "image";
  /** Where the picture is. */
  readonly '#url': string;
  /** What one sees on it; empty when it is decoration. */
  readonly '#alt': string;
  /** Pixels. */
  readonly '#width'?: number;
  /** Pixels. */
  readonly '#height'?: number;
}

/** A sign of the Lucide set, as large as the text around it. */
export interface IconElement extends ElementKeys {
  readonly '#type': "icon";
  /** Its name in the set: `circle-check`. */
  readonly '#name': string;
  /** Read out; without it the icon is decoration. */
  readonly '#label'?: string;
}

/** A point in time, in the time zone and language of the reader. */
export interface TimeElement extends ElementKeys {
  readonly '#type': "time";
  /** The time as ISO 8601: `2026-03-14T09:30:00Z`. */
  readonly '#value': string;
  /** `exact` has seconds; `relative` is “3 minutes ago” with the date as title. Default: "date". */
  readonly '#look'?: "date" | "datetime" | "full" | "exact" | "relative";
}

/** A state in a word. */
export interface BadgeElement extends ElementKeys {
  readonly '#type': "badge";
  /** The word. */
  readonly '#value': string;
  /** What kind of state it is. Default: "neutral". */
  readonly '#tone'?: "neutral" | "info" | "positive" | "caution" | "danger";
}

/** A list with bullets or numbers. */
export interface ListElement extends ElementKeys {
  readonly '#type': "list";
  /** Numbers in place of bullets. Default: false. */
  readonly '#ordered'?: boolean;
  /** What is listed. */
  readonly '#items': readonly Element[];
}

/** A table; on a phone each row is a card. */
export interface TableElement extends ElementKeys {
  readonly '#type': "table";
  /** What the table is of, for screen readers; people see the heading above it. */
  readonly '#caption'?: string;
  /** The columns, in order. */
  readonly '#columns': readonly {
    /** What stands in the column. */
    readonly label: string;
    /** Numbers, right-aligned in tabular figures. Default: false. */
    readonly numeric?: boolean;
    /** How one sorts by it. */
    readonly sort?: {
      /** Sorts by this column. */
      readonly url: string;
      /** How it is sorted now. */
      readonly now?: "ascending" | "descending";
    };
    /** The label is for screen readers only. Default: false. */
    readonly hidden?: boolean;
  }[];
  /** The rows, in order. */
  readonly '#rows': readonly {
    /** One for each column, in their order. */
    readonly cells: readonly Element[];
    /** HTML attributes of the row. */
    readonly attributes?: { readonly [name: string]: AttributeValue };
  }[];
  /** Shown in place of the rows when there are none. */
  readonly '#empty'?: Element;
}

/** Links to the pages of a long list; nothing when there is one page. */
export interface PagerElement extends ElementKeys {
  readonly '#type': "pager";
  /** The page that is shown; the first is 0. */
  readonly '#page': number;
  /** How many there are. */
  readonly '#pages': number;
  /** Where the list is; `page=N` is added and the rest of the query kept. */
  readonly '#url': string;
  /** `mini` has no numbers: the page before, this one, the next. Default: "full". */
  readonly '#look'?: "full" | "mini";
}

/** Where one is: the pages above this one. */
export interface BreadcrumbElement extends ElementKeys {
  readonly '#type': "breadcrumb";
  /** From the outermost inwards. */
  readonly '#links': readonly {
    /** Where it leads. */
    readonly url: string;
    /** The text of the link. */
    readonly label: string;
  }[];
}

/** Links between the views of one thing. */
export interface TabsElement extends ElementKeys {
  readonly '#type': "tabs";
  /** What they are views of, for screen readers. */
  readonly '#label': string;
  /** The views, in order. */
  readonly '#links': readonly {
    /** Where it leads. */
    readonly url: string;
    /** The text of the link. */
    readonly label: string;
    /** Whether it is the one shown. Default: false. */
    readonly active?: boolean;
  }[];
}

/** Says what happened, or what to know. */
export interface NoticeElement extends ElementKeys {
  readonly '#type': "notice";
  /** What kind of message it is. */
  readonly '#tone': "neutral" | "info" | "positive" | "caution" | "danger";
  /** The message: a sentence. */
  readonly '#value': string;
  /** What one can do about it. */
  readonly '#children'?: { readonly [name: string]: Element };
}

/** Stands where a list would be: “No items yet.”, with what to do about it. */
export interface EmptyStateElement extends ElementKeys {
  readonly '#type': "empty_state";
  /** An icon of the Lucide set. */
  readonly '#icon'?: string;
  /** What there is none of. */
  readonly '#title': string;
  /** What would be here. */
  readonly '#value': string;
  /** What one can do about it. */
  readonly '#children'?: { readonly [name: string]: Element };
}

/** A thing among others of its kind, in a frame. */
export interface CardElement extends ElementKeys {
  readonly '#type': "card";
  /** What it is. */
  readonly '#title'?: string;
  /** Of the heading that the title is. Default: 3. */
  readonly '#level'?: 1 | 2 | 3 | 4 | 5 | 6;
  /** Where the title leads. */
  readonly '#url'?: string;
  /** What stands below the title. */
  readonly '#children': { readonly [name: string]: Element };
}

/** How far something is. */
export interface ProgressElement extends ElementKeys {
  readonly '#type': "progress";
  /** What is going on. */
  readonly '#label': string;
  /** How far it is; missing: nobody knows. */
  readonly '#value'?: number;
  /** What `#value` is when all is done. Default: 100. */
  readonly '#max'?: number;
}

/** Two texts compared word by word. */
export interface DifferenceElement extends ElementKeys {
  readonly '#type': "difference";
  /** The older text. */
  readonly '#before': string;
  /** The newer text. */
  readonly '#after': string;
}

/** One item in a view mode, through the theme’s `item` template. */
export interface ItemElement extends ElementKeys {
  readonly '#type': "item";
  /** The id of the item. */
  readonly '#id': string;
  /** Its item type: `article`. */
  readonly '#bundle': string;
  /** The whole item, or what lists show of it. */
  readonly '#view_mode': "full" | "teaser";
  /** Its title. */
  readonly '#title': string;
  /** Where its page is. */
  readonly '#url': string;
  /** Whether everybody may see it. */
  readonly '#published': boolean;
  /** Who wrote it; missing where the type names nobody. */
  readonly '#author'?: {
    /** What people call them. */
    readonly name: string;
    /** Their page. */
    readonly url?: string;
  };
  /** When it was made, as ISO 8601. */
  readonly '#created': string;
  /** Its fields, and what is added to them. */
  readonly '#children': { readonly [name: string]: Element };
}

/** One field of an item, through the theme’s `field` template when it has one. */
export interface FieldElement extends ElementKeys {
  readonly '#type': "field";
  /** The machine name of the field: `body`. */
  readonly '#name': string;
  /** Its field type: `long_text`. */
  readonly '#field_type': string;
  /** What the field is called. */
  readonly '#label': string;
  /** Where the label stands. */
  readonly '#label_display': "above" | "inline" | "hidden";
  /** One for each value. */
  readonly '#items': readonly Element[];
}

/** What is around the controls of a form. */
export interface FormTreeElement extends ElementKeys {
  readonly '#type': "form";
  /** Where it is sent. */
  readonly '#action': string;
  /** How it is sent. */
  readonly '#method': "get" | "post";
  /** It sends files. Default: false. */
  readonly '#multipart'?: boolean;
  /** Its controls. */
  readonly '#children': { readonly [name: string]: Element };
}

/** A label, its control, the help and what is wrong with it, tied together for screen readers: the help has the id `{for}-help` and the problems `{for}-problem`, which the control names in `aria-describedby`. */
export interface FormItemElement extends ElementKeys {
  readonly '#type': "form_item";
  /** The id of the control. */
  readonly '#for': string;
  /** What is to be entered. */
  readonly '#label': string;
  /** The label is for screen readers only. Default: false. */
  readonly '#label_hidden'?: boolean;
  /** A sentence below the label. */
  readonly '#help'?: string;
  /** Must be entered. Default: false. */
  readonly '#required'?: boolean;
  /** What is wrong with what was entered. */
  readonly '#problems'?: readonly string[];
  /** What takes the value. */
  readonly '#control': Element;
  /** The label stands beside a checkbox or switch. Default: false. */
  readonly '#label_after'?: boolean;
}

/** Several controls under one legend. Its own id is in `#attributes`; help and problems have the ids `{id}-help` and `{id}-problem`. */
export interface FieldsetElement extends ElementKeys {
  readonly '#type': "fieldset";
  /** What the controls are about. */
  readonly '#legend': string;
  /** The legend is for screen readers only. Default: false. */
  readonly '#legend_hidden'?: boolean;
  /** A sentence below the legend. */
  readonly '#help'?: string;
  /** Must be entered. Default: false. */
  readonly '#required'?: boolean;
  /** What is wrong with what was entered. */
  readonly '#problems'?: readonly string[];
  /** The controls. */
  readonly '#children': { readonly [name: string]: Element };
}

/** A control for one value. */
export interface InputElement extends ElementKeys {
  readonly '#type': "input";
  /** What it takes, as in HTML. */
  readonly '#input': "text" | "email" | "url" | "tel" | "search" | "password" | "number" | "date" | "datetime-local" | "checkbox" | "radio" | "file" | "hidden" | "color";
  /** The name of the value. */
  readonly '#name': string;
  /** What it holds; never shown for passwords and files. */
  readonly '#value'?: string;
  /** A box or button that is on. Default: false. */
  readonly '#checked'?: boolean;
  /** A checkbox that looks like a switch. Default: false. */
  readonly '#switch'?: boolean;
}

/** A control for text of several lines. */
export interface TextareaElement extends ElementKeys {
  readonly '#type': "textarea";
  /** The name of the value. */
  readonly '#name': string;
  /** What it holds. */
  readonly '#value': string;
  /** How many lines one sees. Default: 5. */
  readonly '#rows'?: number;
}

/** A control for a choice among options. */
export interface SelectElement extends ElementKeys {
  readonly '#type': "select";
  /** The name of the value. */
  readonly '#name': string;
  /** Several may be chosen. Default: false. */
  readonly '#multiple'?: boolean;
  /** What there is to choose from, in order. */
  readonly '#options': readonly {
    /** What is sent. */
    readonly value: string;
    /** What one reads. */
    readonly label: string;
    /** It is chosen. Default: false. */
    readonly selected?: boolean;
    /** A heading over it and its neighbours of the same group. */
    readonly group?: string;
  }[];
}

/** A button. */
export interface ButtonElement extends ElementKeys {
  readonly '#type': "button";
  /** The text on it. */
  readonly '#value': string;
  /** The name of the value that it sends. */
  readonly '#name'?: string;
  /** The value that it sends; missing: the text on it. */
  readonly '#submits'?: string;
  /** What it does to its form. Default: "submit". */
  readonly '#kind'?: "submit" | "button" | "reset";
  /** What it looks like. Default: "secondary". */
  readonly '#look'?: "link" | "primary" | "secondary" | "quiet" | "danger";
  /** An icon of the Lucide set before the text. */
  readonly '#icon'?: string;
  /** The icon is all one sees; the text is for screen readers. Default: false. */
  readonly '#iconOnly'?: boolean;
}

/** A component that the theme in use declares, through its template `component--NAME`. What themes say of theirs is in [themes](themes.md); one that the theme does not have, or with other values, is left out. */
export interface ComponentElement extends ElementKeys {
  readonly '#type': "component";
  /** Its name: `pull_quote`. */
  readonly '#component': string;
  /** What the theme says that the component takes, by name; text is escaped. */
  readonly '#values': { readonly [name: string]: ComponentValue };
  /** What stands where its template says `content`. */
  readonly '#children'?: { readonly [name: string]: Element };
}

/** A node of the render tree, of which every page is made before it is HTML. */
export type Element =
  | ContainerElement
  | TextElement
  | MarkupElement
  | CodeElement
  | HeadingElement
  | LinkElement
  | ImageElement
  | IconElement
  | TimeElement
  | BadgeElement
  | ListElement
  | TableElement
  | PagerElement
  | BreadcrumbElement
  | TabsElement
  | NoticeElement
  | EmptyStateElement
  | CardElement
  | ProgressElement
  | DifferenceElement
  | ItemElement
  | FieldElement
  | FormTreeElement
  | FormItemElement
  | FieldsetElement
  | InputElement
  | TextareaElement
  | SelectElement
  | ButtonElement
  | ComponentElement;

export type ElementType = Element['#type'];
