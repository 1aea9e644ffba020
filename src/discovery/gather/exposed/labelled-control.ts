import type { Element } from '#grammar/render';
import type { FilterView } from './filter-view.ts';

/** A control under the filter's label, with its help and its problems. */
export function labelled({ filter, id, problems }: FilterView, control: Element): Element {
  const { label, help, required } = filter.exposed;
  return {
    '#type': 'form_item',
    '#for': id,
    '#label': label,
    ...(help ? { '#help': help } : {}),
    ...(required ? { '#required': true } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    '#control': control,
  };
}
