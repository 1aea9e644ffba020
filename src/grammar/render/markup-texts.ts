import { isObject } from '#base';
import type { Element } from './elements/index.ts';

/** The texts in formats that are drawn with `element`, wherever in it they stand. */
export function markupTexts(element: Element): readonly { format: string; text: string }[] {
  const found: { format: string; text: string }[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look(one);
    if (!isObject(value) || value['#access'] === false) return;
    const { '#type': type, '#format': format, '#value': text } = value;
    if (type === 'markup' && typeof format === 'string' && typeof text === 'string') {
      found.push({ format, text });
      return;
    }
    for (const one of Object.values(value)) look(one);
  };
  look(element);
  return found;
}
