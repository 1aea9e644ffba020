import type { Editor } from '@tiptap/core';
import source from 'lucide-static/icons/file-code.svg';
import { make, makeIcon } from './make-element.ts';
import type { Tool } from './tools.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  /** Shows tools for what `editor` holds; without one there is only the way back from the source. */
  show(tools: readonly Tool[], editor: Editor | undefined): void;
  /** Shows what is on and what can be done at the place of the cursor. */
  update(): void;
  focus(): void;
}

const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** One stop for Tab; arrows lead from button to button. */
export function createToolbar(toggleSource: () => void): Toolbar {
  const element = make('div', {
    class: 'rich-text-tools',
    role: 'toolbar',
    'aria-label': 'Formatting',
  });
  const toSource = makeButton('Source', source);
  toSource.classList.add('rich-text-source');
  toSource.append(make('span', {}, 'Source'));
  toSource.addEventListener('click', toggleSource);
  let shown: { readonly tool: Tool; readonly button: HTMLButtonElement }[] = [];
  let editor: Editor | undefined;

  const buttons = () => [...element.querySelectorAll('button')];
  const stopAt = (button: HTMLButtonElement) => {
    for (const one of buttons()) one.tabIndex = one === button ? 0 : -1;
  };
  element.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.findIndex((one) => one === document.activeElement);
    const onwards = getComputedStyle(element).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step =
      event.key === onwards ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? -1 : 0;
    const next =
      event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : all[(at + step + all.length) % all.length];
    if (event.key === 'Escape' && editor) editor.view.focus();
    else if (next && (step !== 0 || event.key === 'Home' || event.key === 'End')) {
      stopAt(next);
      next.focus();
    } else return;
    event.preventDefault();
  });
  // The cursor stays in the text while the pointer presses a button.
  element.addEventListener('mousedown', (event) => event.preventDefault());

  const update = () => {
    if (!editor) return;
    for (const { tool, button } of shown) {
      if (tool.active) button.setAttribute('aria-pressed', String(tool.active(editor)));
      if (tool.can) button.setAttribute('aria-disabled', String(!tool.can(editor)));
    }
  };
  return {
    element,
    update,
    focus: () =>
      buttons()
        .find((one) => one.tabIndex === 0)
        ?.focus(),
    show(tools, forEditor) {
      editor = forEditor;
      shown = tools.map((tool) => {
        const button = makeButton(tool.label, tool.icon, tool.keys);
        button.addEventListener('click', () => {
          stopAt(button);
          if (!forEditor || button.getAttribute('aria-disabled') === 'true') return;
          // At once: what is typed next belongs to the text.
          forEditor.view.focus();
          tool.run(forEditor);
        });
        return { tool, button };
      });
      const groups = Map.groupBy(shown, ({ tool }) => tool.group);
      const parts = [...groups.values()].map((group) =>
        make('span', { class: 'rich-text-group' }, ...group.map(({ button }) => button)),
      );
      for (const part of element.querySelectorAll('.rich-text-group')) part.remove();
      element.prepend(...parts);
      if (!toSource.isConnected) element.append(toSource);
      toSource.setAttribute('aria-pressed', String(forEditor === undefined));
      const [first = toSource] = buttons();
      stopAt(document.activeElement === toSource ? toSource : first);
      update();
    },
  };
}

function makeButton(label: string, icon: string, keys?: string): HTMLButtonElement {
  const button = make(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-look': 'quiet',
      'data-icon-only': '',
      'aria-label': label,
      title: keys === undefined ? label : `${label} (${keysAsRead(keys)})`,
      ...(keys === undefined ? {} : { 'aria-keyshortcuts': keysAsSaid(keys) }),
    },
    makeIcon(icon),
  );
  return button;
}

function keysAsRead(keys: string): string {
  const parts = keys.split('-').map((key) => key.toUpperCase());
  if (!isMac) return parts.map((key) => NAMES[key] ?? key).join('+');
  return parts.map((key) => SIGNS[key] ?? key).join('');
}

function keysAsSaid(keys: string): string {
  return keys
    .replace('Mod', isMac ? 'Meta' : 'Control')
    .split('-')
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join('+');
}

const NAMES: Readonly<Record<string, string>> = { MOD: 'Ctrl', SHIFT: 'Shift', ALT: 'Alt' };
const SIGNS: Readonly<Record<string, string>> = { MOD: '⌘', SHIFT: '⇧', ALT: '⌥' };
