import type { Problem } from '#base';
import type { TextFormat, TextFormats } from '#grammar/formats';
import { container, type Element, inOrder, markup } from '#grammar/render';
import { checkFormat } from '../check-format.ts';
import type { FormatInput } from '../format-input.ts';

export const PREVIEW = 'format-preview';

/** A text that has something for every filter. */
export const SAMPLE = `First paragraph, with <em>emphasis</em> and an address: https://example.org/a/long/address?of=a&page=here

Second paragraph
on two lines.

[toc]

<h2>A heading</h2>

<ul><li>One</li><li>Two</li></ul>

<pre><code class="language-js">// Says hello
alert('Hello');</code></pre>

<script>alert('This never runs')</script>`;

/** What the format as it was entered makes of a text; what cannot be used yet is left out. */
export function previewOf(
  textFormats: Pick<TextFormats, 'tryOut'>,
  name: string,
  input: FormatInput,
  sample: string,
): Element {
  const { format, problems } = checkFormat(name, input);
  const shown: TextFormat = { ...format, name };
  return container(
    inOrder(notice(problems), {
      '#type': 'card',
      '#attributes': { class: 'stack' },
      '#children': { shown: markup(sample, textFormats.tryOut(shown)) },
    }),
    {
      tag: 'section',
      attributes: { id: PREVIEW, class: 'stack', 'aria-label': 'What becomes of the text' },
    },
  );
}

function notice(problems: readonly Problem[]): Element | false {
  const said = problems.filter(({ pointer }) => pointer.startsWith('/filters'));
  if (said.length === 0) return false;
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': said.map(({ message }) => message).join(' '),
  };
}
