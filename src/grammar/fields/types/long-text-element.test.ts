import assert from 'node:assert/strict';
import test from 'node:test';
import { ANONYMOUS } from '#base';
import { systemActor, systemContext } from '#grammar/access';
import { createTextFormats } from '#grammar/formats';
import type { WidgetView } from '../field-type.ts';
import { widgetOf } from '../field-form.ts';
import { longTextType } from './long-text.ts';

const view: WidgetView = {
  ctx: systemContext({ actor: systemActor(ANONYMOUS) }),
  settings: {},
  resolve: () => undefined,
  label: 'Text',
  help: '',
  required: false,
  widgetSettings: {},
  timeZone: 'UTC',
  formats: createTextFormats().list(systemActor()),
};

/** The text area that the widget of this name makes. */
function textareaOf(widget: string, value?: string, more: Partial<WidgetView> = {}) {
  const stored = value === undefined ? undefined : { value: 'Words', format: value };
  const element = widgetOf(longTextType, widget).build(stored, { ...view, ...more });
  const textarea = element.kind === 'group' ? element.elements['value'] : undefined;
  assert.ok(textarea?.kind === 'textarea');
  return textarea;
}

test('new fields have the editor, and those that were made with a text area keep it', () => {
  assert.deepEqual(Object.keys(longTextType.widgets), ['editor', 'textarea']);
  assert.ok(textareaOf('').editor);
  assert.equal(textareaOf('textarea').editor, undefined);
});

test('the editor is told of the formats that are HTML, and where the choice is', () => {
  const { editor } = textareaOf('editor');
  assert.equal(editor?.format, 'format');
  assert.deepEqual(Object.keys(editor?.formats ?? {}), ['filtered_html', 'full_html']);
  assert.equal(
    textareaOf('editor', undefined, { settings: { formats: ['plain_text'] } }).editor,
    undefined,
  );
});

test('a text that must stay as it is has no editor', () => {
  const { editor, disabled } = textareaOf('editor', 'secret');
  assert.equal(disabled, true);
  assert.equal(editor, undefined);
});
