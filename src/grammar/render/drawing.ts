import type { Children, Element } from './elements.ts';
import type { RendererOptions, RenderView } from './renderer.ts';

/** What the drawing functions of a family are given: the way to draw what is inside. */
export interface Drawing {
  readonly view: RenderView;
  readonly options: RendererOptions;
  element(element: Element): string;
  /** In order of weight; equal weights in order of declaration. */
  children(children: Children): string;
}
