import {
  type ButtonElement,
  container,
  type Element,
  icon,
  link,
  type Look,
  text,
} from '#grammar/render';
import { cluster, sample } from './sample.ts';

function button(value: string, look: Look, more: Partial<ButtonElement> = {}): ButtonElement {
  return { '#type': 'button', '#value': value, '#look': look, '#kind': 'button', ...more };
}

const LOOKS: readonly (readonly [string, Look])[] = [
  ['Save', 'primary'],
  ['Preview', 'secondary'],
  ['Cancel', 'quiet'],
  ['Delete', 'danger'],
  ['Show all', 'link'],
];

/** Buttons, links, menus, toolbars, dialogs. */
export function actionSamples(): readonly Element[] {
  return [
    sample(
      'Buttons',
      cluster(...LOOKS.map(([label, look]) => button(label, look))),
      cluster(
        ...LOOKS.map(([label, look]) => button(label, look, { '#attributes': { disabled: true } })),
      ),
      cluster(
        button('Add item', 'primary', { '#icon': 'plus' }),
        button('Undo', 'secondary', { '#icon': 'undo-2' }),
        button('More', 'quiet', { '#icon': 'ellipsis', '#iconOnly': true }),
        button('Delete', 'danger', { '#icon': 'trash-2', '#iconOnly': true }),
        link('#buttons', 'A link as a button', { look: 'secondary', icon: 'external-link' }),
      ),
      container(
        {
          day: button('Day', 'secondary', { '#attributes': { 'aria-pressed': 'false' } }),
          week: button('Week', 'secondary', { '#attributes': { 'aria-pressed': 'true' } }),
          month: button('Month', 'secondary', { '#attributes': { 'aria-pressed': 'false' } }),
        },
        { attributes: { class: 'button-group', role: 'group', 'aria-label': 'Period' } },
      ),
    ),
    sample(
      'Links',
      container(
        {
          before: text('A link stands in a sentence, like '),
          link: link('#links', 'the one that leads here'),
          after: text(', and is told from it by more than colour.'),
        },
        { tag: 'p' },
      ),
    ),
    sample('Menu', menu()),
    sample('Toolbar', toolbar()),
    sample('Dialog', dialog()),
  ];
}

function menuItem(label: string, name: string, tone?: string): Element {
  const attributes = { class: 'menu-item', role: 'menuitem', tabindex: 0, 'data-tone': tone };
  return container({ icon: icon(name), label: text(label) }, { tag: 'span', attributes });
}

function menu(): Element {
  return cluster(
    button('Actions', 'secondary', {
      '#icon': 'chevron-down',
      '#attributes': { popovertarget: 'sample-menu', 'aria-haspopup': 'menu' },
    }),
    container(
      {
        edit: menuItem('Edit', 'pencil'),
        copy: menuItem('Duplicate', 'copy'),
        line: container({}, { attributes: { class: 'menu-separator', role: 'separator' } }),
        remove: menuItem('Move to trash', 'trash-2', 'danger'),
      },
      {
        attributes: {
          class: 'menu',
          id: 'sample-menu',
          popover: 'auto',
          role: 'menu',
          'aria-label': 'Actions',
        },
      },
    ),
  );
}

function tool(label: string, name: string, pressed?: boolean): Element {
  return button(label, 'quiet', {
    '#icon': name,
    '#iconOnly': true,
    '#attributes': pressed === undefined ? {} : { 'aria-pressed': String(pressed) },
  });
}

function toolbar(): Element {
  return container(
    {
      bold: tool('Bold', 'bold', true),
      italic: tool('Italic', 'italic', false),
      link: tool('Link', 'link'),
      line: container({}, { attributes: { class: 'toolbar-separator' } }),
      list: tool('List', 'list'),
      quote: tool('Quotation', 'quote'),
      space: container({}, { attributes: { class: 'toolbar-space' } }),
      undo: tool('Undo', 'undo-2'),
    },
    { attributes: { class: 'toolbar', role: 'toolbar', 'aria-label': 'Text' } },
  );
}

function dialog(): Element {
  return container(
    {
      title: {
        '#type': 'heading',
        '#level': 4,
        '#value': 'Rename the field',
        '#attributes': { class: 'dialog-title', id: 'sample-dialog-title' },
      },
      text: container(
        { text: text('Its values stay as they are. Templates that name it must be changed.') },
        { tag: 'p' },
      ),
      actions: container(
        { yes: button('Rename', 'primary'), no: button('Cancel', 'quiet') },
        { attributes: { class: 'form-actions' } },
      ),
    },
    {
      tag: 'dialog',
      attributes: { class: 'dialog', open: true, 'aria-labelledby': 'sample-dialog-title' },
    },
  );
}
