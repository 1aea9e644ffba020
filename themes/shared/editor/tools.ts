import type { Editor } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import bold from 'lucide-static/icons/bold.svg';
import code from 'lucide-static/icons/code.svg';
import h2 from 'lucide-static/icons/heading-2.svg';
import h3 from 'lucide-static/icons/heading-3.svg';
import h4 from 'lucide-static/icons/heading-4.svg';
import picture from 'lucide-static/icons/image.svg';
import italic from 'lucide-static/icons/italic.svg';
import link from 'lucide-static/icons/link.svg';
import bullets from 'lucide-static/icons/list.svg';
import inwards from 'lucide-static/icons/list-indent-increase.svg';
import outwards from 'lucide-static/icons/list-indent-decrease.svg';
import numbers from 'lucide-static/icons/list-ordered.svg';
import rule from 'lucide-static/icons/minus.svg';
import redo from 'lucide-static/icons/redo-2.svg';
import block from 'lucide-static/icons/square-code.svg';
import strike from 'lucide-static/icons/strikethrough.svg';
import quote from 'lucide-static/icons/text-quote.svg';
import undo from 'lucide-static/icons/undo-2.svg';
import { askForLink, askForPicture } from './insert.ts';

/** One button of the toolbar. */
export interface Tool {
  readonly label: string;
  readonly icon: string;
  /** As ProseMirror names keys: `Mod-b`. */
  readonly keys?: string;
  /** The node or mark that the format must allow. */
  readonly needs?: string;
  /** Tools that stand together. */
  readonly group: number;
  /** Whether what is chosen is so; left out: it is nothing that can be on. */
  active?(editor: Editor): boolean;
  /** Whether it would do something now; left out: always. */
  can?(editor: Editor): boolean;
  run(editor: Editor): void;
}

const heading = (level: 2 | 3 | 4, icon: string): Tool => ({
  label: `Heading ${level}`,
  icon,
  keys: `Mod-Alt-${level}`,
  needs: 'heading',
  group: 2,
  active: (editor) => editor.isActive('heading', { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
});

const TOOLS: readonly Tool[] = [
  {
    label: 'Bold',
    icon: bold,
    keys: 'Mod-b',
    needs: 'bold',
    group: 0,
    active: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    label: 'Italic',
    icon: italic,
    keys: 'Mod-i',
    needs: 'italic',
    group: 0,
    active: (editor) => editor.isActive('italic'),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    label: 'Struck through',
    icon: strike,
    keys: 'Mod-Shift-s',
    needs: 'strike',
    group: 0,
    active: (editor) => editor.isActive('strike'),
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    label: 'Code',
    icon: code,
    keys: 'Mod-e',
    needs: 'code',
    group: 0,
    active: (editor) => editor.isActive('code'),
    run: (editor) => editor.chain().focus().toggleCode().run(),
  },
  {
    label: 'Link',
    icon: link,
    keys: 'Mod-k',
    needs: 'link',
    group: 1,
    active: (editor) => editor.isActive('link'),
    run: (editor) => void askForLink(editor),
  },
  {
    label: 'Picture',
    icon: picture,
    needs: 'image',
    group: 1,
    active: (editor) => editor.isActive('image'),
    run: (editor) => void askForPicture(editor),
  },
  heading(2, h2),
  heading(3, h3),
  heading(4, h4),
  {
    label: 'List',
    icon: bullets,
    keys: 'Mod-Shift-8',
    needs: 'bulletList',
    group: 3,
    active: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: 'Numbered list',
    icon: numbers,
    keys: 'Mod-Shift-7',
    needs: 'orderedList',
    group: 3,
    active: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: 'Item further in',
    icon: inwards,
    keys: 'Mod-]',
    needs: 'listItem',
    group: 3,
    can: (editor) => editor.can().sinkListItem('listItem'),
    run: (editor) => editor.chain().focus().sinkListItem('listItem').run(),
  },
  {
    label: 'Item further out',
    icon: outwards,
    keys: 'Mod-[',
    needs: 'listItem',
    group: 3,
    can: (editor) => editor.can().liftListItem('listItem'),
    run: (editor) => editor.chain().focus().liftListItem('listItem').run(),
  },
  {
    label: 'Quote',
    icon: quote,
    keys: 'Mod-Shift-b',
    needs: 'blockquote',
    group: 4,
    active: (editor) => editor.isActive('blockquote'),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    label: 'Code block',
    icon: block,
    keys: 'Mod-Alt-c',
    needs: 'codeBlock',
    group: 4,
    active: (editor) => editor.isActive('codeBlock'),
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
  {
    label: 'Line across',
    icon: rule,
    needs: 'horizontalRule',
    group: 4,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
  {
    label: 'Undo',
    icon: undo,
    keys: 'Mod-z',
    group: 5,
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    label: 'Redo',
    icon: redo,
    keys: 'Mod-Shift-z',
    group: 5,
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

/** The tools for what a text may hold; headings only of levels that the format allows. */
export function toolsFor(schema: Schema, hasTag: (tag: string) => boolean): readonly Tool[] {
  return TOOLS.filter(({ needs, label }) => {
    if (needs === undefined) return true;
    const level = /^Heading (\d)$/.exec(label)?.[1];
    if (level !== undefined && !hasTag(`h${level}`)) return false;
    return needs in schema.nodes || needs in schema.marks;
  });
}
