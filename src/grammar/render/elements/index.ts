import { ComponentElement } from './component.ts';
import { ContainerElement } from './container.ts';
import { ButtonElement, InputElement, SelectElement, TextareaElement } from './controls.ts';
import { CardElement, EmptyStateElement, NoticeElement, ProgressElement } from './feedback.ts';
import { FieldsetElement, FormItemElement, FormTreeElement } from './forms.ts';
import { FieldElement, ItemElement } from './item.ts';
import {
  BreadcrumbElement,
  ImageElement,
  LinkElement,
  PagerElement,
  TabsElement,
} from './links.ts';
import { ListElement, TableElement } from './lists.ts';
import {
  BadgeElement,
  CodeElement,
  DifferenceElement,
  HeadingElement,
  IconElement,
  MarkupElement,
  TextElement,
  TimeElement,
} from './text.ts';

/**
 * The render tree: what every page, screen and fragment is made of before it is HTML.
 * A closed union of plain JSON. `#value` text is always escaped; with `#format` it goes through
 * that text format's filters. There is no element that carries HTML.
 */
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
export type Children = { readonly [name: string]: Element };

/** The schema of each type of element; the types are made from these. */
export const elementSchemas = {
  container: ContainerElement,
  text: TextElement,
  markup: MarkupElement,
  code: CodeElement,
  heading: HeadingElement,
  link: LinkElement,
  image: ImageElement,
  icon: IconElement,
  time: TimeElement,
  badge: BadgeElement,
  list: ListElement,
  table: TableElement,
  pager: PagerElement,
  breadcrumb: BreadcrumbElement,
  tabs: TabsElement,
  notice: NoticeElement,
  empty_state: EmptyStateElement,
  card: CardElement,
  progress: ProgressElement,
  difference: DifferenceElement,
  item: ItemElement,
  field: FieldElement,
  form: FormTreeElement,
  form_item: FormItemElement,
  fieldset: FieldsetElement,
  input: InputElement,
  textarea: TextareaElement,
  select: SelectElement,
  button: ButtonElement,
  component: ComponentElement,
} satisfies { readonly [Type in ElementType]: object };

export type { Attributes, AttributeValue, CacheContext, ElementCache } from './every-element.ts';
export type { Look, Tone } from './looks.ts';
export type { ContainerTag } from './container.ts';
export type { TableColumn, TableRow } from './lists.ts';
export type {
  BadgeElement,
  BreadcrumbElement,
  ButtonElement,
  CardElement,
  CodeElement,
  ComponentElement,
  ContainerElement,
  DifferenceElement,
  EmptyStateElement,
  FieldElement,
  FieldsetElement,
  FormItemElement,
  FormTreeElement,
  HeadingElement,
  IconElement,
  ImageElement,
  InputElement,
  ItemElement,
  LinkElement,
  ListElement,
  MarkupElement,
  NoticeElement,
  PagerElement,
  ProgressElement,
  SelectElement,
  TableElement,
  TabsElement,
  TextElement,
  TextareaElement,
  TimeElement,
};
