import { type ButtonElement, container, type Element } from '#grammar/render';

function choice(value: string, label: string, icon: string): ButtonElement {
  return {
    '#type': 'button',
    '#kind': 'button',
    '#value': label,
    '#icon': icon,
    '#iconOnly': true,
    '#look': 'quiet',
    '#attributes': { 'data-theme-choice': value, 'aria-pressed': 'false', title: label },
  };
}

/** Light, dark, or as the system says; kept by the browser, so that pages are equal for all. */
export const themeChoice: Element = container(
  {
    light: choice('light', 'Light', 'sun'),
    dark: choice('dark', 'Dark', 'moon'),
    auto: choice('auto', 'As the system says', 'monitor'),
  },
  { attributes: { class: 'theme-choice', role: 'group', 'aria-label': 'Light or dark' } },
);
