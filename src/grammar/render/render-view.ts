import type { Dependencies } from './dependencies.ts';
import type { ElementTemplates, MarkupFormats } from './renderer.ts';

export interface RendererOptions {
  readonly formats: MarkupFormats;
  readonly templates: ElementTemplates;
}

/** For whom and where a tree is drawn. */
export interface RenderView {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
  readonly now: Date;
  /** `site` is the readers' theme, `admin` that of the administration. */
  readonly theme: 'site' | 'admin';
  /** Takes what the elements need and depend on. */
  readonly dependencies?: Dependencies;
  /** Draws texts in formats instead of the renderer's own: knows what plugins make of them. */
  readonly formats?: MarkupFormats;
  /** Drawn by the theme of this name instead, for a preview. */
  readonly preview?: string;
}
