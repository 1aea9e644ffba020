import { randomBytes } from 'node:crypto';
import { type Element, mapElements } from '#grammar/render';

/**
 * Takes the forms out of a tree that plugins are shown, since what stands in them (tokens, what
 * somebody entered) is not theirs, and puts them back afterwards: wherever the place of one was
 * moved, at most once, and nowhere if it was removed. Forms are altered by `form_alter`.
 */
export function sealForms(tree: Element): {
  readonly shown: Element;
  unseal(altered: Element): Element;
} {
  const forms = new Map<string, Element>();
  // Nobody can guess the place of a form that was not shown.
  const secret = randomBytes(9).toString('base64url');
  const shown = mapElements(tree, (element) => {
    if (element['#type'] !== 'form') return element;
    const place = `${secret}-${forms.size}`;
    forms.set(place, element);
    const id = element['#attributes']?.['id'];
    return {
      '#type': 'container',
      '#attributes': { ...(id === undefined ? {} : { id }), 'data-form-place': place },
      '#children': {},
    };
  });
  return {
    shown,
    unseal: (altered) =>
      forms.size === 0
        ? altered
        : mapElements(altered, (element) => {
            const place = element['#attributes']?.['data-form-place'];
            const form = typeof place === 'string' ? forms.get(place) : undefined;
            if (form === undefined || typeof place !== 'string') return element;
            forms.delete(place);
            return form;
          }),
  };
}
