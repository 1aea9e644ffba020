import type {
  BadgeElement,
  CodeElement,
  HeadingElement,
  IconElement,
  ImageElement,
  LinkElement,
  MarkupElement,
  TextElement,
  TimeElement,
} from './elements.generated.ts';
import { element, type KeysOf } from './element.ts';

type More<Type extends Parameters<typeof element>[0], Said extends string> = Partial<
  Omit<KeysOf<Type>, Said>
>;

/** Plain text. It is escaped: `<b>` is seen as it stands. */
export function text(value: string): TextElement {
  return element('text', { value });
}

/** Text in a text format, which filters it and makes it safe. */
export function markup(value: string, format: string): MarkupElement {
  return element('markup', { value, format });
}

/**
 * What a long text holds, through the format that it was entered in; nothing of none:
 * `filtered(item.get(longText('body')))`.
 */
export function filtered(
  value: { readonly value: string; readonly format: string } | undefined,
): MarkupElement | undefined {
  return value && markup(value.value, value.format);
}

export function heading(
  level: HeadingElement['#level'],
  value: string,
  more: More<'heading', 'level' | 'value'> = {},
): HeadingElement {
  return element('heading', { level, value, ...more });
}

/** `url` is a path of this site, or begins with http:, https:, mailto: or tel:. */
export function link(
  url: string,
  value: string,
  more: More<'link', 'url' | 'value'> = {},
): LinkElement {
  return element('link', { url, value, ...more });
}

/** `alt` says what one sees on it; empty when it is decoration. */
export function image(
  url: string,
  alt: string,
  more: More<'image', 'url' | 'alt'> = {},
): ImageElement {
  return element('image', { url, alt, ...more });
}

/** A sign of the Lucide set: `circle-check`. Without a label it is decoration. */
export function icon(name: string, label?: string): IconElement {
  return element('icon', { name, ...(label ? { label } : {}) });
}

/** A point in time in the reader's language and time zone. */
export function time(value: Date | string, look?: TimeElement['#look']): TimeElement {
  const iso = typeof value === 'string' ? value : value.toISOString();
  return element('time', { value: iso, ...(look ? { look } : {}) });
}

/** A state in a word. */
export function badge(value: string, tone?: NonNullable<BadgeElement['#tone']>): BadgeElement {
  return element('badge', { value, ...(tone ? { tone } : {}) });
}

/** Preformatted text, highlighted where `language` is known. */
export function code(value: string, language?: string): CodeElement {
  return element('code', { value, ...(language ? { language } : {}) });
}
