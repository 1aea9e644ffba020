import type { Editor } from '@tiptap/core';
import { readLinkAddress, readPictureAddress } from './addresses.ts';
import { ask } from './ask.ts';

/** Asks where a link leads, and makes, changes or removes it. */
export async function askForLink(editor: Editor): Promise<void> {
  const inLink = editor.isActive('link');
  const { href } = editor.getAttributes('link');
  const words = editor.state.selection.empty && !inLink;
  const answer = await ask({
    title: inLink ? 'Change link' : 'Add link',
    fields: {
      address: {
        label: 'Address',
        help: 'https://example.org, a page of this site such as /about, or a mail address.',
        value: typeof href === 'string' ? href : '',
      },
      ...(words
        ? { text: { label: 'Text', help: 'What is shown. Empty: the address.', value: '' } }
        : {}),
    },
    save: inLink ? 'Change link' : 'Add link',
    ...(inLink ? { remove: 'Remove link' } : {}),
    check({ address = '' }) {
      const read = readLinkAddress(address);
      return 'problem' in read ? { address: read.problem } : {};
    },
  });
  // The editor may have gone with its part of the page.
  if (editor.isDestroyed) return;
  editor.view.focus();
  if (answer === undefined) return;
  const chain = editor.chain();
  const read = answer === 'remove' ? undefined : readLinkAddress(answer['address'] ?? '');
  if (answer === 'remove' || read === undefined || 'problem' in read) {
    chain.extendMarkRange('link').unsetMark('link').run();
    return;
  }
  const attrs = { ...editor.getAttributes('link'), href: read.address };
  const text = answer['text'] || answer['address'];
  if (words) chain.insertContent({ type: 'text', text, marks: [{ type: 'link', attrs }] }).run();
  else if (inLink) chain.extendMarkRange('link').setMark('link', attrs).run();
  else chain.setMark('link', attrs).run();
}

/** Asks for a picture of this site by its address, and puts it in, or changes the chosen one. */
export async function askForPicture(editor: Editor): Promise<void> {
  const { src, alt, 'data-caption': caption } = editor.getAttributes('image');
  const captions = 'data-caption' in (editor.schema.nodes['image']?.spec.attrs ?? {});
  const answer = await ask({
    title: 'Picture',
    fields: {
      address: {
        label: 'Address',
        help: 'Of a picture on this site, such as /files/photo.jpg.',
        value: typeof src === 'string' ? src : '',
      },
      alt: {
        label: 'Description',
        help: 'For those who do not see it.',
        value: typeof alt === 'string' ? alt : '',
      },
      ...(captions
        ? {
            caption: {
              label: 'Caption',
              help: 'Stands under it for everybody. Empty: none.',
              value: typeof caption === 'string' ? caption : '',
            },
          }
        : {}),
    },
    save: 'Put in',
    check({ address = '' }) {
      const read = readPictureAddress(address, location.origin);
      return 'problem' in read ? { address: read.problem } : {};
    },
  });
  if (editor.isDestroyed) return;
  editor.view.focus();
  if (answer === undefined || answer === 'remove') return;
  const read = readPictureAddress(answer['address'] ?? '', location.origin);
  if ('problem' in read) return;
  const attrs = {
    ...editor.getAttributes('image'),
    src: read.address,
    alt: answer['alt'] ?? '',
    'data-caption': answer['caption'] || null,
  };
  editor.chain().insertContent({ type: 'image', attrs }).run();
}
