import { type Editor, getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { abilitiesFor } from './allowed-tags.ts';
import { extensionsFor } from './extensions.ts';
import { make } from './make-element.ts';
import { lostIn, meansTheSame } from './meaning.ts';
import { createSurface } from './surface.ts';
import { createToolbar } from './toolbar.ts';
import { toolsFor } from './tools.ts';
import { htmlOf, readText, writeText } from './written-text.ts';

const MOST_NAMED = 4;

interface Started {
  readonly textarea: HTMLTextAreaElement;
  focus(): boolean;
  destroy(): void;
}

const started = new Set<Started>();

/**
 * Puts an editor over a text area that says in `data-rich-text` what may be written in which
 * format. The text area stays what is sent, and what everything else of the form listens to; it is
 * only changed when somebody changes the text.
 */
export function startRichText(textarea: HTMLTextAreaElement): void {
  const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(textarea.id)}"]`);
  const tools = createToolbar(() => (editor ? showSource() : enter(false)));
  const host = make('div', { class: 'rich-text-page' });
  const note = make('div', { class: 'rich-text-note', role: 'status' });
  const frame = make('div', { class: 'rich-text' }, tools.element, note, host);
  let editor: Editor | undefined;
  /** What stood there when it was opened: a change that is taken back leaves it as it was. */
  let opened: { readonly doc: Node; readonly text: string } | undefined;
  let writing = false;
  let entered = textarea.value;

  const hadFocus = document.activeElement === textarea;
  textarea.before(frame);
  frame.append(textarea);
  if (label && label.id === '') label.id = `${textarea.id}--label`;
  if (hadFocus) textarea.focus();

  const leave = () => {
    const inside =
      frame.contains(document.activeElement) && !tools.element.contains(document.activeElement);
    editor?.destroy();
    editor = undefined;
    opened = undefined;
    host.replaceChildren();
    note.replaceChildren();
    host.hidden = true;
    textarea.hidden = false;
    if (label) label.htmlFor = textarea.id;
    if (inside) textarea.focus();
  };

  /** The text as it is stored, with what says why it is shown so. */
  const showSource = (why = '') => {
    leave();
    tools.element.hidden = false;
    tools.show([], undefined);
    if (why === '') return;
    const open = make('button', { type: 'button', class: 'button' }, 'Open in the editor anyway');
    open.addEventListener('click', () => {
      enter(true);
      editor?.view.focus();
    });
    note.append(make('p', {}, why), open);
  };

  const enter = (anyway: boolean) => {
    const abilities = abilitiesFor(textarea.dataset['richText'] ?? '{}', formatOf(textarea));
    if (!abilities) {
      leave();
      tools.element.hidden = true;
      return;
    }
    const extensions = extensionsFor(abilities.tags);
    const schema = getSchema(extensions);
    const html = htmlOf(textarea.value, abilities);
    const doc = readText(html, schema);
    const written = writeText(doc);
    if (!anyway && !meansTheSame(html, written)) {
      showSource(whyNot(lostIn(html, written)));
      return;
    }
    const focused = document.activeElement === textarea;
    leave();
    textarea.hidden = true;
    host.hidden = false;
    host.style.setProperty('--rows', String(textarea.rows));
    // A label belongs to a control; what is written here is none, and says itself who labels it.
    label?.removeAttribute('for');
    editor = createSurface({
      element: host,
      extensions,
      doc,
      attributes: () => surfaceAttributes(textarea, label),
      changed,
      moved: tools.update,
      toTools: tools.focus,
    });
    opened = { doc: editor.state.doc, text: textarea.value };
    tools.element.hidden = false;
    tools.show(
      toolsFor(editor.schema, (tag) => abilities.tags.has(tag)),
      editor,
    );
    if (focused) editor.view.focus();
  };

  const changed = (now: Editor) => {
    const same = opened && now.state.doc.eq(opened.doc);
    const text = same && opened ? opened.text : writeText(now.state.doc);
    if (text === textarea.value) return;
    writing = true;
    textarea.value = text;
    textarea.dispatchEvent(new Event('input', { bubbles: true }));
    writing = false;
  };

  // Somebody else gave it another text: it was put back, or the form was reset.
  const reread = () => {
    if (editor && !writing && textarea.value !== lastText()) enter(false);
  };
  const lastText = () =>
    editor &&
    opened &&
    (editor.state.doc.eq(opened.doc) ? opened.text : writeText(editor.state.doc));
  const chosen = ({ target }: Event) => {
    if (target instanceof HTMLSelectElement && target.name === textarea.dataset['richTextFormat']) {
      enter(false);
    }
  };
  const reset = () => setTimeout(reread);
  const { form } = textarea;
  textarea.addEventListener('input', reread);
  form?.addEventListener('change', chosen);
  form?.addEventListener('reset', reset);
  addEventListener('pageshow', reread);
  frame.addEventListener('focusin', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Element && frame.contains(relatedTarget)))
      entered = textarea.value;
  });
  // A text area says by itself that it was changed and left.
  frame.addEventListener('focusout', ({ relatedTarget }) => {
    if (!editor || entered === textarea.value) return;
    if (relatedTarget instanceof Element && frame.contains(relatedTarget)) return;
    entered = textarea.value;
    textarea.dispatchEvent(new Event('change', { bubbles: true }));
  });
  label?.addEventListener('click', () => editor?.view.focus());
  // What is wrong with it is said of the text area.
  const watch = new MutationObserver(() => editor?.view.updateState(editor.state));
  watch.observe(textarea, { attributeFilter: ['aria-describedby', 'aria-invalid'] });

  enter(false);
  const one: Started = {
    textarea,
    focus() {
      editor?.view.focus();
      return editor !== undefined;
    },
    destroy() {
      watch.disconnect();
      editor?.destroy();
      form?.removeEventListener('change', chosen);
      form?.removeEventListener('reset', reset);
      removeEventListener('pageshow', reread);
      started.delete(one);
    },
  };
  started.add(one);
}

function surfaceAttributes(
  textarea: HTMLTextAreaElement,
  label: HTMLLabelElement | null,
): Record<string, string> {
  const said = (name: string) => textarea.getAttribute(name);
  const described = said('aria-describedby');
  return {
    class: 'prose',
    role: 'textbox',
    'aria-multiline': 'true',
    ...(label ? { 'aria-labelledby': label.id } : {}),
    ...(textarea.required ? { 'aria-required': 'true' } : {}),
    ...(described ? { 'aria-describedby': described } : {}),
    ...(said('aria-invalid') === 'true' ? { 'aria-invalid': 'true' } : {}),
  };
}

/** The name of the format that is chosen. */
function formatOf(textarea: HTMLTextAreaElement): string {
  const control = textarea.form?.elements.namedItem(textarea.dataset['richTextFormat'] ?? '');
  return control && 'value' in control ? control.value : '';
}

function whyNot(lost: readonly string[]): string {
  if (lost.length === 0) {
    return 'This text is shown as source: the editor would write its tags in another way.';
  }
  const named = lost.slice(0, MOST_NAMED).join(', ');
  const more = lost.length > MOST_NAMED ? ` and ${lost.length - MOST_NAMED} more` : '';
  return `This text is shown as source: the editor would lose ${named}${more}.`;
}

// Links to a problem lead to the text area, which is hidden.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
  const id = link ? decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '') : '';
  const one = id === '' ? undefined : [...started].find(({ textarea }) => textarea.id === id);
  if (one?.focus()) event.preventDefault();
});

new MutationObserver(() => {
  for (const one of started) if (!one.textarea.isConnected) one.destroy();
}).observe(document.documentElement, { childList: true, subtree: true });
