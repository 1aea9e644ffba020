import { container, type Element, escapeHtml, inOrder } from '#grammar/render';
import type { PageView } from '#grammar/routes';

/**
 * A page of 25 teasers with dates and text to escape, as a tree and as a function written by hand.
 * Half of the time of the function is for the dates.
 */

const SENTENCE = 'What the "first" hour of a <program> costs, & who pays.';

export interface Teaser {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly created: string;
  readonly summary: string;
}

export const TEASERS: readonly Teaser[] = Array.from({ length: 25 }, (_, i) => ({
  id: `0198c7a2-5b1e-7c44-9a53-2f6f0c1d7${String(100 + i)}`,
  title: `Title & number ${i}`,
  author: `Author ${i % 7}`,
  created: `2026-03-${String(1 + i).padStart(2, '0')}T09:30:00.000Z`,
  summary: SENTENCE,
}));

/** `body` makes what stands in a teaser of its summary. */
export function teaserPage(body: (summary: string) => Element): PageView {
  return {
    kind: 'page',
    title: 'Everything',
    body: container(
      {
        teasers: container(inOrder(...TEASERS.map((teaser) => teaserElement(teaser, body))), {
          attributes: { class: 'teasers' },
        }),
        pager: { '#type': 'pager', '#page': 0, '#pages': 4, '#url': '/' },
      },
      { attributes: { class: 'front-page' } },
    ),
  };
}

function teaserElement(teaser: Teaser, body: (summary: string) => Element): Element {
  return {
    '#type': 'item',
    '#id': teaser.id,
    '#bundle': 'talk',
    '#view_mode': 'teaser',
    '#title': teaser.title,
    '#url': `/item/${teaser.id}`,
    '#published': true,
    '#author': { name: teaser.author },
    '#created': teaser.created,
    '#children': {
      body: field('body', 'long_text', body(teaser.summary)),
    },
  };
}

function field(name: string, type: string, value: Element): Element {
  return {
    '#type': 'field',
    '#name': name,
    '#field_type': type,
    '#label': name,
    '#label_display': 'hidden',
    '#items': [value],
  };
}

/** The same teasers as somebody in a hurry would write them: no tree, no templates, no caches. */
export function writtenByHand(frame: { before: string; after: string }): string {
  const escape = escapeHtml;
  return `${frame.before}${TEASERS.map(
    (teaser) => `<article class="item" data-bundle="talk" data-view-mode="teaser">
<h2 class="item-title"><a href="/item/${escape(teaser.id)}">${escape(teaser.title)}</a></h2>
<div class="byline">
<span><time datetime="${escape(teaser.created)}">${DATES.format(new Date(teaser.created))}</time></span><span>${escape(teaser.author)}</span></div>
<div class="item-content"><div class="item-field" data-name="body" data-field-type="long_text" data-label="hidden"><div class="item-field-value">${escape(teaser.summary)}</div></div></div>
</article>`,
  ).join('')}${frame.after}`;
}

const DATES = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
