import { ordered } from './children.ts';
import type { Drawing } from './drawing.ts';
import { drawDifference } from './draw/difference.ts';
import { drawCard, drawEmptyState, drawNotice, drawProgress } from './draw/feedback.ts';
import { drawButton, drawInput, drawSelect, drawTextarea } from './draw/form-controls.ts';
import { drawFieldset, drawForm, drawFormItem } from './draw/forms.ts';
import { drawComponent, drawField, drawItem } from './draw/item.ts';
import { drawBreadcrumb, drawPager, drawTabs } from './draw/navigation.ts';
import { drawTable } from './draw/table.ts';
import {
  drawBadge,
  drawCode,
  drawContainer,
  drawHeading,
  drawIconElement,
  drawImage,
  drawLink,
  drawList,
  drawMarkup,
  drawTime,
} from './draw/text.ts';
import type { ComponentElement, Element, FieldElement, ItemElement } from './elements/index.ts';
import type { Within } from './nesting.ts';
import { escapeHtml, trusted, type SafeHtml } from './safe-html.ts';
import type { RenderView, RendererOptions } from './render-view.ts';

export interface Renderer {
  render(element: Element, view: RenderView): SafeHtml;
}

/** Makes text of a text format safe; `grammar/formats` does. */
export interface MarkupFormats {
  apply(format: string, text: string): SafeHtml;
}

/** The templates that elements go through; `grammar/theme` has them. */
export interface ElementTemplates {
  drawItem(element: ItemElement, parts: ItemParts, view: RenderView): SafeHtml;
  /** undefined: the theme has no template for it, and the renderer's own is taken. */
  drawField(
    element: FieldElement,
    items: () => readonly SafeHtml[],
    view: RenderView,
  ): SafeHtml | undefined;
  /** `content` is what stands inside. */
  drawComponent(element: ComponentElement, content: SafeHtml, view: RenderView): SafeHtml;
}

export interface ItemParts {
  /** All children, in order. */
  readonly content: SafeHtml;
  /** Each field by its name, for templates that place them one by one. */
  readonly fields: { readonly [name: string]: SafeHtml };
  /** When it was made, as `<time>`. */
  readonly created: SafeHtml;
}

/** Turns render trees into HTML. There is no other road to HTML. */
export function createRenderer(options: RendererOptions): Renderer {
  return {
    render: (element, view) => trusted(draw(createDrawing(options, view, false), element, 'page')),
  };
}

function createDrawing(options: RendererOptions, view: RenderView, inForm: boolean): Drawing {
  const drawing: Drawing = {
    view,
    options,
    element: (inner) => draw(drawing, inner, 'element'),
    children(children, within = 'element') {
      let out = '';
      for (const child of ordered(children)) out += draw(drawing, child, within);
      return out;
    },
    insideForm: inForm ? undefined : () => createDrawing(options, view, true),
  };
  return drawing;
}

function draw(drawing: Drawing, element: Element, within: Within): string {
  if (element['#access'] === false) return '';
  drawing.view.dependencies?.take(element);
  switch (element['#type']) {
    case 'text':
      return escapeHtml(element['#value']);
    case 'container':
      return drawContainer(drawing, element, within);
    case 'markup':
      return drawMarkup(drawing, element);
    case 'code':
      return drawCode(element);
    case 'heading':
      return drawHeading(element);
    case 'link':
      return drawLink(element);
    case 'image':
      return drawImage(element);
    case 'icon':
      return drawIconElement(element);
    case 'time':
      return drawTime(drawing, element);
    case 'badge':
      return drawBadge(element);
    case 'list':
      return drawList(drawing, element);
    case 'table':
      return drawTable(drawing, element);
    case 'pager':
      return drawPager(element);
    case 'breadcrumb':
      return drawBreadcrumb(element);
    case 'tabs':
      return drawTabs(element);
    case 'notice':
      return drawNotice(drawing, element);
    case 'empty_state':
      return drawEmptyState(drawing, element);
    case 'card':
      return drawCard(drawing, element);
    case 'progress':
      return drawProgress(element);
    case 'difference':
      return drawDifference(element);
    case 'item':
      return drawItem(drawing, element);
    case 'field':
      return drawField(drawing, element);
    case 'form':
      return drawForm(drawing, element);
    case 'form_item':
      return drawFormItem(drawing, element);
    case 'fieldset':
      return drawFieldset(drawing, element);
    case 'input':
      return drawInput(element);
    case 'textarea':
      return drawTextarea(element);
    case 'select':
      return drawSelect(element);
    case 'button':
      return drawButton(element);
    case 'component':
      return drawComponent(drawing, element);
    default: {
      // A new element that nobody draws is an error of the compiler here.
      const missing: never = element;
      return missing;
    }
  }
}
