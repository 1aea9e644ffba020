import type { Children, Element } from './elements/index.ts';
import type { Within } from './nesting.ts';
import type { RendererOptions, RenderView } from './render-view.ts';

/** What the drawing functions of a family are given: the way to draw what is inside. */
export interface Drawing {
  readonly view: RenderView;
  readonly options: RendererOptions;
  element(element: Element): string;
  /**
   * In order of weight; equal weights in order of declaration. `within` is what they stand in when
   * that is a list.
   */
  children(children: Children, within?: Within): string;
  /** Draws what is inside a form; undefined when this is in one already. */
  readonly insideForm: (() => Drawing) | undefined;
}
