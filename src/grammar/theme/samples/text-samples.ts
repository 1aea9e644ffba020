import { container, type Element, markup, paragraph, text, time } from '#grammar/render';
import { cluster, sample } from './sample.ts';

const PROSE = `<p>Text that people write is set in one column of some sixty-six characters. It may hold <strong>strong</strong> and <em>emphasised</em> words, <a href="#text">links</a>, <code>code</code> and <mark>marks</mark>.</p>
<h2>A second heading</h2>
<ul><li>One thing</li><li>Another thing</li></ul>
<blockquote><p>It is not the voice that commands the story: it is the ear.</p></blockquote>`;

/** Text, code, differences, facts. */
export function textSamples(now: Date): readonly Element[] {
  const before = 'The meeting is on Monday at nine in the small hall.';
  const after = 'The meeting is on Tuesday at nine in the large hall.';
  const hour = 3_600_000;
  return [
    sample('Prose', markup(PROSE, 'full_html')),
    sample('Difference', { '#type': 'difference', '#before': before, '#after': after }),
    sample('Code', {
      '#type': 'code',
      '#language': 'toml',
      '#value': 'name = "Base"\nbase = "shared"\nstyles = ["styles/frame.css"]',
    }),
    sample(
      'Times and keys',
      cluster(
        time(now, 'date'),
        time(now, 'datetime'),
        time(new Date(now.getTime() - 3 * hour), 'relative'),
        container({ text: text('Ctrl K') }, { tag: 'kbd' }),
      ),
    ),
    sample(
      'Facts',
      container(
        {
          a: container({ text: text('Author') }, { tag: 'dt' }),
          b: container({ text: text('Ada Lovelace') }, { tag: 'dd' }),
          c: container({ text: text('Revision') }, { tag: 'dt' }),
          d: container({ text: text('14 of 14') }, { tag: 'dd' }),
        },
        { tag: 'dl', attributes: { class: 'facts' } },
      ),
      paragraph('Muted text says what is good to know and not needed.', { class: 'muted' }),
    ),
  ];
}
