import type { Attributes, InputElement } from '#grammar/render';

export function hiddenInput(name: string, value: string, attributes?: Attributes): InputElement {
  return {
    '#type': 'input',
    '#input': 'hidden',
    '#name': name,
    '#value': value,
    ...(attributes ? { '#attributes': attributes } : {}),
  };
}
