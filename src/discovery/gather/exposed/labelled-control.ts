import type { Element } from '#grammar/render';
import type { FilterView } from './filter-view.ts';

/** A control under the filter's label, with its help and its problems. */
export function labelled(view: FilterView, control: Element): Element {
  return {
    '#type': 'form_item',
    '#for': view.id,
    '#label': view.filter.exposed.label,
    ...about(view),
    '#control': control,
  };
}

/** Several controls under the filter's label, with its help and its problems. */
export function labelledGroup(view: FilterView, name: string, controls: Element): Element {
  return {
    '#type': 'fieldset',
    '#legend': view.filter.exposed.label,
    '#attributes': { id: view.id, 'data-look': 'plain' },
    ...about(view),
    '#children': { [name]: controls },
  };
}

function about({ filter, problems }: FilterView) {
  const { help, required } = filter.exposed;
  return {
    ...(help ? { '#help': help } : {}),
    ...(required ? { '#required': true as const } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
  };
}
