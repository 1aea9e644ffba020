import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  text,
  type Tone,
} from '#grammar/render';
import { classed, cluster, sample } from './sample.ts';

const NOTICES: readonly (readonly [Tone, string])[] = [
  ['neutral', 'Only you can see this page.'],
  ['info', 'A new revision was made of what you entered.'],
  ['positive', 'The quiet hour was published.'],
  ['caution', 'Two items point to this term.'],
  ['danger', 'The database does not answer. What you wrote is kept; try again in a minute.'],
];

/** What the site says, and what it says while it has nothing to say yet. */
export function feedbackSamples(): readonly Element[] {
  return [
    sample(
      'Notices',
      ...NOTICES.map(([tone, value]): Element => ({
        '#type': 'notice',
        '#tone': tone,
        '#value': value,
        ...(tone === 'positive' ? { '#children': { undo: link('#undo', 'Undo') } } : {}),
      })),
    ),
    sample('Badges', cluster(...NOTICES.map(([tone]) => badge(tone, tone)))),
    sample('Toast', toast()),
    sample('Cards', cards()),
    sample(
      'Progress',
      { '#type': 'progress', '#label': 'Importing', '#value': 64, '#max': 100 },
      { '#type': 'progress', '#label': 'Reading the file' },
    ),
    sample(
      'Skeleton',
      classed('stack', {
        block: container({}, { attributes: { class: 'skeleton', 'data-shape': 'block' } }),
        one: container({}, { attributes: { class: 'skeleton', 'data-shape': 'line' } }),
        two: container({}, { attributes: { class: 'skeleton', 'data-shape': 'line' } }),
      }),
    ),
  ];
}

function toast(): Element {
  return container(
    {
      text: text('Moved to the trash.'),
      undo: { '#type': 'button', '#value': 'Undo', '#look': 'link', '#kind': 'button' },
    },
    { attributes: { class: 'toast' } },
  );
}

function card(title: string, value: string): Element {
  return {
    '#type': 'card',
    '#title': title,
    '#level': 4,
    '#url': '#card',
    '#children': { text: paragraph(value, { class: 'muted' }) },
  };
}

function cards(): Element {
  return container(
    inOrder(
      card('Article', 'Time-sensitive content with an author and a date.'),
      card('Page', 'What stays as it is: an imprint, a way to get here.'),
      card('Conference', 'A place, two dates and a call for papers.'),
    ),
    { attributes: { class: 'cards' } },
  );
}
