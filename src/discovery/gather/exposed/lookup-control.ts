import { container, type Element, type InputElement } from '#grammar/render';
import type { FilterView } from './filter-view.ts';

/**
 * A text box that suggests records while one types, as forms have it; without scripts the name is
 * sent and looked up.
 */
export function lookupControl({ filter, id, texts, problems, lookup }: FilterView): Element {
  const described = [
    filter.exposed.help ? `${id}-help` : '',
    problems.length > 0 ? `${id}-problem` : '',
  ];
  const [value = ''] = texts;
  return {
    ...container(
      {
        text: {
          '#type': 'input',
          '#input': 'text',
          '#name': `${filter.id}[text]`,
          '#value': lookup.label,
          '#attributes': {
            id,
            maxlength: 300,
            'aria-describedby': described.filter(Boolean).join(' ') || undefined,
            ...(problems.length > 0 ? { 'aria-invalid': 'true' } : {}),
          },
        },
        value: hidden(filter.id, value, 'data-value'),
        label: hidden(`${filter.id}[label]`, value === '' ? '' : lookup.label, 'data-label'),
      },
      { attributes: { class: 'autocomplete', 'data-autocomplete': lookup.url } },
    ),
    '#attached': { scripts: ['autocomplete'] },
  };
}

function hidden(name: string, value: string, mark: string): InputElement {
  return {
    '#type': 'input',
    '#input': 'hidden',
    '#name': name,
    '#value': value,
    '#attributes': { [mark]: true },
  };
}
