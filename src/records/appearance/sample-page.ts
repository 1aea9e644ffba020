import { container, type Element, inOrder, markup, paragraph, text } from '#grammar/render';

const STORY = `<p>The harbour wakes before the town. Nets are counted, ropes are coiled, and somebody puts <a href="#">the kettle</a> on.</p>
<h2>What the tide brings</h2>
<p>By six the first boats are back. What they bring is weighed, written down and sold before most people have had breakfast.</p>
<blockquote><p>One looks at the water first, and at the clock second.</p></blockquote>
<ul><li>Mackerel, until the end of the month</li><li>Mussels from the rope</li></ul>`;

/** A page that has a little of everything that readers see. */
export function samplePage(): Element {
  return container(inOrder(article(), form(), teaser()), {
    attributes: { class: 'stack', 'data-gap': 'large' },
  });
}

function article(): Element {
  return item('full', 'An early hour at the harbour', [markup(STORY, 'filtered_html')]);
}

function teaser(): Element {
  return item('teaser', 'How to read a tide table', [
    paragraph('Two columns, four numbers and a little patience.'),
  ]);
}

function item(mode: 'full' | 'teaser', title: string, items: readonly Element[]): Element {
  return {
    '#type': 'item',
    '#id': `sample-${mode}`,
    '#bundle': 'article',
    '#view_mode': mode,
    '#title': title,
    '#url': '#',
    '#published': true,
    '#author': { name: 'Ada' },
    '#created': '2026-03-14T09:30:00Z',
    '#children': {
      body: {
        '#type': 'field',
        '#name': 'body',
        '#field_type': 'long_text',
        '#label': 'Body',
        '#label_display': 'hidden',
        '#items': items,
      },
    },
  };
}

function form(): Element {
  const name: Element = {
    '#type': 'form_item',
    '#for': 'sample-name',
    '#label': 'Name',
    '#help': 'As it is to stand under your letter.',
    '#control': {
      '#type': 'input',
      '#input': 'text',
      '#name': 'name',
      '#attributes': { id: 'sample-name' },
    },
  };
  return container(
    inOrder(
      name,
      container(inOrder(button('Send', 'primary'), button('Cancel', 'secondary')), {
        attributes: { class: 'cluster' },
      }),
      container(
        { text: text('Saved letters are answered within a day.') },
        {
          tag: 'p',
          attributes: { class: 'muted' },
        },
      ),
    ),
    { attributes: { class: 'stack' } },
  );
}

function button(value: string, look: 'primary' | 'secondary'): Element {
  return { '#type': 'button', '#kind': 'button', '#value': value, '#look': look };
}
