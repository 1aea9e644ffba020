/**
 * The render tree: what every page, screen and fragment is made of before it is HTML.
 * A closed union of plain JSON. `#value` text is always escaped; with `#format` it goes through
 * that text format's filters. There is no element that carries HTML.
 */

/** Attribute values: true is a bare attribute, false and undefined leave it out. */
export type AttributeValue = string | number | boolean | readonly string[] | undefined;
export type Attributes = { readonly [name: string]: AttributeValue };
export type Children = { readonly [name: string]: Element };

interface Base {
  readonly '#weight'?: number;
  readonly '#attributes'?: Attributes;
  /** false leaves the element and all below it out. */
  readonly '#access'?: boolean;
  /** Scripts of the theme that the page loads when the element is on it, by name: `forms`. */
  readonly '#attached'?: { readonly scripts: readonly string[] };
}

/** The tags that a container may be. */
export type ContainerTag =
  | 'div'
  | 'section'
  | 'article'
  | 'aside'
  | 'header'
  | 'footer'
  | 'nav'
  | 'main'
  | 'p'
  | 'span'
  | 'ul'
  | 'ol'
  | 'li'
  | 'dl'
  | 'dt'
  | 'dd'
  | 'figure'
  | 'figcaption'
  | 'blockquote'
  | 'details'
  | 'summary'
  | 'dialog'
  | 'output'
  | 'strong'
  | 'em'
  | 'del'
  | 'ins'
  | 'mark'
  | 'small'
  | 'kbd';

export interface ContainerElement extends Base {
  readonly '#type': 'container';
  readonly '#tag'?: ContainerTag;
  readonly '#children': Children;
}
/** A run of plain text, escaped. */
export interface TextElement extends Base {
  readonly '#type': 'text';
  readonly '#value': string;
}
/** Text of a text format: filtered and sanitised by it. */
export interface MarkupElement extends Base {
  readonly '#type': 'markup';
  readonly '#value': string;
  readonly '#format': string;
}
/** Preformatted text, escaped. `#language` names it for highlighting. */
export interface CodeElement extends Base {
  readonly '#type': 'code';
  readonly '#value': string;
  readonly '#language'?: string;
}
export interface HeadingElement extends Base {
  readonly '#type': 'heading';
  readonly '#level': 1 | 2 | 3 | 4 | 5 | 6;
  readonly '#value': string;
  readonly '#url'?: string;
}
export interface LinkElement extends Base {
  readonly '#type': 'link';
  readonly '#url': string;
  readonly '#value': string;
  /** An icon before the text; with `#iconOnly` the text is for screen readers. */
  readonly '#icon'?: string;
  readonly '#iconOnly'?: boolean;
  /** What it looks like; default `link`. */
  readonly '#look'?: Look;
}
export interface ImageElement extends Base {
  readonly '#type': 'image';
  readonly '#url': string;
  readonly '#alt': string;
  readonly '#width'?: number;
  readonly '#height'?: number;
}
export interface IconElement extends Base {
  readonly '#type': 'icon';
  /** A name of the lucide set. */
  readonly '#name': string;
  /** Read out; without it the icon is decoration. */
  readonly '#label'?: string;
}
export interface TimeElement extends Base {
  readonly '#type': 'time';
  /** ISO 8601. */
  readonly '#value': string;
  /** Default `date`; `exact` has seconds; `relative` is "3 minutes ago" with the date as title. */
  readonly '#look'?: 'date' | 'datetime' | 'exact' | 'relative';
}
export interface BadgeElement extends Base {
  readonly '#type': 'badge';
  readonly '#value': string;
  readonly '#tone'?: Tone;
}
export interface ListElement extends Base {
  readonly '#type': 'list';
  readonly '#ordered'?: boolean;
  readonly '#items': readonly Element[];
}
export interface TableColumn {
  readonly label: string;
  /** Numbers stand right-aligned in tabular figures. */
  readonly numeric?: boolean;
  /** URL that sorts by this column, and how it is sorted now. */
  readonly sort?: { readonly url: string; readonly now?: 'ascending' | 'descending' };
  /** The label is for screen readers only. */
  readonly hidden?: boolean;
}
export interface TableRow {
  readonly cells: readonly Element[];
  readonly attributes?: Attributes;
}
export interface TableElement extends Base {
  readonly '#type': 'table';
  /** What the table is of, for screen readers; people see the heading above it. */
  readonly '#caption'?: string;
  readonly '#columns': readonly TableColumn[];
  readonly '#rows': readonly TableRow[];
  /** Shown in place of the rows when there are none. */
  readonly '#empty'?: Element;
}
export interface PagerElement extends Base {
  readonly '#type': 'pager';
  /** Zero-based. */
  readonly '#page': number;
  readonly '#pages': number;
  /** URL of the list; the pager adds `page=N` and keeps the rest of the query. */
  readonly '#url': string;
}
export interface BreadcrumbElement extends Base {
  readonly '#type': 'breadcrumb';
  readonly '#links': readonly { readonly url: string; readonly label: string }[];
}
export interface TabsElement extends Base {
  readonly '#type': 'tabs';
  readonly '#label': string;
  readonly '#links': readonly {
    readonly url: string;
    readonly label: string;
    readonly active?: boolean;
  }[];
}
export interface NoticeElement extends Base {
  readonly '#type': 'notice';
  readonly '#tone': Tone;
  readonly '#value': string;
  readonly '#children'?: Children;
}
/** "No items yet." with what to do about it. */
export interface EmptyStateElement extends Base {
  readonly '#type': 'empty_state';
  readonly '#icon'?: string;
  readonly '#title': string;
  readonly '#value': string;
  readonly '#children'?: Children;
}
export interface CardElement extends Base {
  readonly '#type': 'card';
  readonly '#title'?: string;
  /** Of the heading that the title is; default 3. */
  readonly '#level'?: HeadingElement['#level'];
  readonly '#url'?: string;
  readonly '#children': Children;
}
export interface ProgressElement extends Base {
  readonly '#type': 'progress';
  readonly '#label': string;
  readonly '#value'?: number;
  readonly '#max'?: number;
}
/** Two texts compared word by word. */
export interface DifferenceElement extends Base {
  readonly '#type': 'difference';
  readonly '#before': string;
  readonly '#after': string;
}
/** One item in a view mode, through the theme's `item` template. */
export interface ItemElement extends Base {
  readonly '#type': 'item';
  readonly '#id': string;
  readonly '#bundle': string;
  readonly '#view_mode': 'full' | 'teaser';
  readonly '#title': string;
  readonly '#url': string;
  readonly '#published': boolean;
  readonly '#author'?: { readonly name: string; readonly url?: string };
  readonly '#created': string;
  readonly '#children': Children;
}
/** One field of an item, through the theme's `field` template. */
export interface FieldElement extends Base {
  readonly '#type': 'field';
  readonly '#name': string;
  readonly '#field_type': string;
  readonly '#label': string;
  readonly '#label_display': 'above' | 'inline' | 'hidden';
  readonly '#items': readonly Element[];
}

// Forms, at the level of HTML. `grammar/forms` makes these from form definitions.

export interface FormTreeElement extends Base {
  readonly '#type': 'form';
  readonly '#action': string;
  readonly '#method': 'get' | 'post';
  readonly '#multipart'?: boolean;
  readonly '#children': Children;
}
/**
 * A label, its control, the help and what is wrong with it, tied together for screen readers: the
 * help has the id `{for}-help` and the problems `{for}-problem`, which the control names in
 * `aria-describedby`.
 */
export interface FormItemElement extends Base {
  readonly '#type': 'form_item';
  /** The id of the control. */
  readonly '#for': string;
  readonly '#label': string;
  readonly '#label_hidden'?: boolean;
  readonly '#help'?: string;
  readonly '#required'?: boolean;
  readonly '#problems'?: readonly string[];
  readonly '#control': Element;
  /** After: label stands beside a checkbox or switch. */
  readonly '#label_after'?: boolean;
}
/**
 * Several controls under one legend. Its own id is in `#attributes`; help and problems have the
 * ids `{id}-help` and `{id}-problem`.
 */
export interface FieldsetElement extends Base {
  readonly '#type': 'fieldset';
  readonly '#legend': string;
  readonly '#legend_hidden'?: boolean;
  readonly '#help'?: string;
  readonly '#required'?: boolean;
  readonly '#problems'?: readonly string[];
  readonly '#children': Children;
}
export interface InputElement extends Base {
  readonly '#type': 'input';
  readonly '#input':
    | 'text'
    | 'email'
    | 'url'
    | 'tel'
    | 'search'
    | 'password'
    | 'number'
    | 'date'
    | 'datetime-local'
    | 'checkbox'
    | 'radio'
    | 'file'
    | 'hidden'
    | 'color';
  readonly '#name': string;
  readonly '#value'?: string;
  readonly '#checked'?: boolean;
  /** A checkbox that looks like a switch. */
  readonly '#switch'?: boolean;
}
export interface TextareaElement extends Base {
  readonly '#type': 'textarea';
  readonly '#name': string;
  readonly '#value': string;
  readonly '#rows'?: number;
}
export interface SelectElement extends Base {
  readonly '#type': 'select';
  readonly '#name': string;
  readonly '#multiple'?: boolean;
  readonly '#options': readonly {
    readonly value: string;
    readonly label: string;
    readonly selected?: boolean;
    readonly group?: string;
  }[];
}
export interface ButtonElement extends Base {
  readonly '#type': 'button';
  readonly '#value': string;
  readonly '#name'?: string;
  /** What it submits as its value; the label when missing. */
  readonly '#submits'?: string;
  readonly '#kind'?: 'submit' | 'button' | 'reset';
  readonly '#look'?: Look;
  readonly '#icon'?: string;
  readonly '#iconOnly'?: boolean;
}

export type Look = 'link' | 'primary' | 'secondary' | 'quiet' | 'danger';
export type Tone = 'neutral' | 'info' | 'positive' | 'caution' | 'danger';

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
  | ButtonElement;

export type ElementType = Element['#type'];
