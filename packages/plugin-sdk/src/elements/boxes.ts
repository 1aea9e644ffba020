import type {
  AttributeValue,
  CardElement,
  ContainerElement,
  NoticeElement,
} from './elements.generated.ts';
import { type Child, childrenOf } from './children.ts';
import { element, type KeysOf } from './element.ts';

/** What a box may say of itself besides what stands in it. */
export interface BoxOptions extends Partial<
  Pick<KeysOf<'container'>, 'weight' | 'access' | 'attached' | 'cache'>
> {
  /** Classes for style sheets, apart by spaces. */
  readonly class?: string;
  /** Other HTML attributes. */
  readonly attributes?: { readonly [name: string]: AttributeValue };
}

export interface ContainerOptions extends BoxOptions {
  /** The HTML tag; default `div`. */
  readonly tag?: NonNullable<ContainerElement['#tag']>;
}

/**
 * A tag around others: `container({ tag: 'p', class: 'muted' }, 'Written by ', link(…))`. Elements
 * by name, `{ title: heading(…) }`, can be found by other plugins.
 */
export function container(
  options: ContainerOptions,
  ...inside: readonly Child[]
): ContainerElement {
  return element('container', { ...boxOf(options), children: childrenOf(inside) });
}

/** A paragraph. */
export function paragraph(...inside: readonly Child[]): ContainerElement {
  return container({ tag: 'p' }, ...inside);
}

export interface CardOptions
  extends BoxOptions, Partial<Pick<KeysOf<'card'>, 'title' | 'level' | 'url'>> {}

/** A thing among others of its kind, in a frame. */
export function card(options: CardOptions, ...inside: readonly Child[]): CardElement {
  return element('card', { ...boxOf(options), children: childrenOf(inside) });
}

/** Says what happened, or what to know; what one can do about it stands inside. */
export function notice(
  tone: NoticeElement['#tone'],
  value: string,
  ...inside: readonly Child[]
): NoticeElement {
  return element('notice', {
    tone,
    value,
    ...(inside.length > 0 ? { children: childrenOf(inside) } : {}),
  });
}

function boxOf<Options extends BoxOptions>({ class: words, attributes, ...more }: Options) {
  const all = { ...(words ? { class: words } : {}), ...attributes };
  return { ...more, ...(Object.keys(all).length > 0 ? { attributes: all } : {}) };
}
