import { type AnyExtension, Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { isLinkAddress } from './addresses.ts';
import { askForLink } from './insert.ts';
import { cleanPasted } from './pasted-html.ts';

export interface SurfaceOptions {
  readonly element: HTMLElement;
  readonly extensions: readonly AnyExtension[];
  /** What the text says at first. */
  readonly doc: Node;
  /** What the place to write in says of itself; asked again at each change. */
  attributes(): Record<string, string>;
  /** Somebody changed the text. */
  changed(editor: Editor): void;
  /** The cursor is elsewhere, or the text is another. */
  moved(): void;
  /** Goes to the toolbar. */
  toTools(): void;
}

/** Pixels of the window that the bars above and below may cover: the cursor stays out of them. */
const COVERED = { top: 112, bottom: 96, left: 8, right: 8 };

/** The place where the text is written as it will be read. */
export function createSurface(options: SurfaceOptions): Editor {
  const { element, doc, changed, moved } = options;
  const keys = Extension.create({
    name: 'ownKeys',
    addKeyboardShortcuts() {
      return {
        'Mod-k': () => {
          if (!('link' in this.editor.schema.marks)) return false;
          void askForLink(this.editor);
          return true;
        },
        'Alt-F10': () => {
          options.toTools();
          return true;
        },
      };
    },
  });
  const editor: Editor = new Editor({
    element,
    extensions: [...options.extensions, keys],
    content: doc.toJSON(),
    // The theme has the rules; the policy of the page allows no others.
    injectCSS: false,
    // Typed signs may begin a list; in what is pasted they are text.
    enablePasteRules: false,
    editorProps: {
      scrollMargin: COVERED,
      scrollThreshold: COVERED,
      attributes: () => options.attributes(),
      transformPastedHTML: cleanPasted,
      handlePaste: (view, event) => {
        const text = event.clipboardData?.getData('text/plain').trim() ?? '';
        const isAddress = /^(?:https?:\/\/|mailto:)\S+$/i.test(text) && isLinkAddress(text);
        if (view.state.selection.empty || !isAddress || !('link' in view.state.schema.marks)) {
          return false;
        }
        return editor.commands.setMark('link', { href: text });
      },
    },
    onUpdate: ({ editor: now }) => changed(now),
    onTransaction: moved,
  });
  return editor;
}
