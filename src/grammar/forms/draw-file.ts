import { type Attributes, type Element, container, icon, link, text } from '#grammar/render';
import type { FileFormElement } from './form-elements.ts';
import type { LeafNode } from './form-nodes.ts';
import { hiddenInput } from './hidden-input.ts';

/** The file that is there, a way to take it out, and a way to choose another. */
export function drawFile(
  node: LeafNode,
  element: FileFormElement,
  common: Attributes,
  described: Attributes,
): Element {
  const id = String(node.value);
  // A file that is there already satisfies the browser's own "required".
  const { required, ...rest } = common;
  return container(
    {
      ...(id === '' ? {} : { file: drawPresent(node, element, id) }),
      ...(node.frozen ? {} : { id: hiddenInput(`${node.name}[id]`, id) }),
      input: {
        '#type': 'input',
        '#input': 'file',
        '#name': node.name,
        '#attributes': {
          ...rest,
          ...described,
          ...(id === '' ? { required } : {}),
          id: node.id,
          'hx-preserve': true,
          accept: element.extensions.map((extension) => `.${extension}`).join(','),
        },
      },
    },
    {
      attributes: {
        class: 'file-drop',
        'data-file-drop': true,
        'data-max-size': element.maxSize,
      },
    },
  );
}

function drawPresent(node: LeafNode, element: FileFormElement, id: string): Element {
  const given = element.default?.id === id ? element.default : undefined;
  const name = node.shown === '' ? 'Chosen file' : node.shown;
  const remove = `${node.id}--remove`;
  return container(
    {
      picture:
        given?.image === true ? { '#type': 'image', '#url': given.url, '#alt': '' } : icon('file'),
      name: container(
        { name: given ? link(given.url, name) : text(name) },
        { tag: 'span', attributes: { class: 'file-name' } },
      ),
      ...(node.frozen
        ? {}
        : {
            sent: hiddenInput(`${node.name}[name]`, node.shown),
            remove: {
              '#type': 'form_item',
              '#for': remove,
              '#label': 'Remove this file',
              '#label_after': true,
              '#control': {
                '#type': 'input',
                '#input': 'checkbox',
                '#name': `${node.name}[remove]`,
                '#value': '1',
              },
            },
          }),
    },
    { attributes: { class: 'file' } },
  );
}
