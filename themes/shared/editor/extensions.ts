import { type AnyExtension, Node } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading, type Level } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { isPictureAddress } from './addresses.ts';
import type { AllowedTags } from './allowed-tags.ts';
import { keepAttributes } from './attributes.ts';
import { marksFor } from './marks.ts';

const LEVELS: readonly Level[] = [2, 3, 4, 5, 6];

/** All that the editor can hold in a format with these tags, and nothing that it would drop. */
export function extensionsFor(allowed: AllowedTags): AnyExtension[] {
  const levels = LEVELS.filter((level) => allowed.has(`h${level}`));
  const blocks: readonly (readonly [Node, readonly string[], boolean])[] = [
    [Paragraph, ['p'], true],
    [HardBreak, ['br'], allowed.has('br')],
    [Heading.configure({ levels }), levels.map((level) => `h${level}`), levels.length > 0],
    [BulletList, ['ul'], hasAll(allowed, 'ul', 'li')],
    // Which number it begins with is kept as every attribute is.
    [OrderedList.extend({ addAttributes: () => ({}) }), ['ol'], hasAll(allowed, 'ol', 'li')],
    [listItem, ['li'], allowed.has('li')],
    [Blockquote, ['blockquote'], allowed.has('blockquote')],
    [HorizontalRule, ['hr'], allowed.has('hr')],
    [codeBlock(allowed), ['pre'], hasAll(allowed, 'pre', 'code')],
    [picture, ['img'], allowed.get('img')?.includes('src') === true],
  ];
  const nodes = blocks.filter(([, , fits]) => fits);
  const marks = marksFor(allowed);
  const tagsOf = new Map([
    ...nodes.map(([{ name }, tags]) => [name, tags] as const),
    ...marks.map(({ mark: { name }, tags }) => [name, tags] as const),
  ]);
  return [
    Document,
    Text,
    UndoRedo,
    Gapcursor,
    ...nodes.map(([node]) => node),
    ...marks.map(({ mark }) => mark),
    keepAttributes(allowed, tagsOf),
  ];
}

function hasAll(allowed: AllowedTags, ...tags: readonly string[]): boolean {
  return tags.every((tag) => allowed.has(tag));
}

/** Tab leads on to the next control, as everywhere; brackets move an item in and out. */
const listItem = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      'Mod-]': () => this.editor.commands.sinkListItem(this.name),
      'Mod-[': () => this.editor.commands.liftListItem(this.name),
    };
  },
});

function codeBlock(allowed: AllowedTags): Node {
  return allowed.get('code')?.includes('class')
    ? CodeBlock
    : CodeBlock.extend({ addAttributes: () => ({}) });
}

const picture = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  parseHTML: () => [
    {
      tag: 'img[src]',
      getAttrs: (element) => isPictureAddress(element.getAttribute('src') ?? '') && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
});
