import type {
  Attributes,
  BadgeElement,
  Children,
  ContainerElement,
  ContainerTag,
  Element,
  ElementCache,
  HeadingElement,
  IconElement,
  LinkElement,
  Look,
  MarkupElement,
  TextElement,
  TimeElement,
  Tone,
} from './elements/index.ts';

/** Short ways to write the elements that pages use most. */

export function text(value: string): TextElement {
  return { '#type': 'text', '#value': value };
}

export function markup(value: string, format: string): MarkupElement {
  return { '#type': 'markup', '#value': value, '#format': format };
}

export function heading(
  level: HeadingElement['#level'],
  value: string,
  url?: string,
): HeadingElement {
  return { '#type': 'heading', '#level': level, '#value': value, ...(url ? { '#url': url } : {}) };
}

export function container(
  children: Children,
  options: { tag?: ContainerTag; attributes?: Attributes; cache?: ElementCache } = {},
): ContainerElement {
  return {
    '#type': 'container',
    ...(options.tag ? { '#tag': options.tag } : {}),
    ...(options.attributes ? { '#attributes': options.attributes } : {}),
    ...(options.cache ? { '#cache': options.cache } : {}),
    '#children': children,
  };
}

/** Children without names of their own, in this order. */
export function inOrder(...elements: readonly (Element | undefined | false)[]): Children {
  return Object.fromEntries(
    elements
      .filter((element): element is Element => Boolean(element))
      .map((element, i) => [`c${i}`, element]),
  );
}

export function paragraph(value: string, attributes?: Attributes): ContainerElement {
  return container({ text: text(value) }, { tag: 'p', ...(attributes ? { attributes } : {}) });
}

export function link(
  url: string,
  value: string,
  options: { look?: Look; icon?: string; iconOnly?: boolean; attributes?: Attributes } = {},
): LinkElement {
  return {
    '#type': 'link',
    '#url': url,
    '#value': value,
    ...(options.look ? { '#look': options.look } : {}),
    ...(options.icon ? { '#icon': options.icon } : {}),
    ...(options.iconOnly ? { '#iconOnly': true } : {}),
    ...(options.attributes ? { '#attributes': options.attributes } : {}),
  };
}

export function icon(name: string, label?: string): IconElement {
  return { '#type': 'icon', '#name': name, ...(label ? { '#label': label } : {}) };
}

export function time(value: Date | string, look?: TimeElement['#look']): TimeElement {
  return {
    '#type': 'time',
    '#value': typeof value === 'string' ? value : value.toISOString(),
    ...(look ? { '#look': look } : {}),
  };
}

export function badge(value: string, tone?: Tone): BadgeElement {
  return { '#type': 'badge', '#value': value, ...(tone ? { '#tone': tone } : {}) };
}
