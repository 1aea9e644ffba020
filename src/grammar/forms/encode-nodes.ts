import type { FormNode, LeafNode } from './form-nodes.ts';
import { walkNodes } from './walk-nodes.ts';

/**
 * What a browser would send of `root` as it stands: names to values. Without passwords, which are
 * never kept.
 */
export function encodeNodes(root: FormNode): Map<string, readonly string[]> {
  const entered = new Map<string, readonly string[]>();
  for (const { node } of walkNodes(root)) {
    if (node.kind === 'static' || node.frozen) continue;
    if (node.kind === 'rows') {
      entered.set(`${node.name}[]`, ['', ...node.rows.map(({ key }) => String(key))]);
    } else if (node.kind === 'group') {
      if (node.element.of !== undefined) entered.set(node.name, [node.element.of]);
    } else {
      for (const [name, values] of encodeLeaf(node)) entered.set(name, values);
    }
  }
  return entered;
}

function encodeLeaf({ element, name, value, shown }: LeafNode): [string, readonly string[]][] {
  switch (element.kind) {
    case 'text':
      return element.input === 'password' ? [] : [[name, [String(value)]]];
    case 'autocomplete':
      return [
        [name, [String(value)]],
        [`${name}[text]`, [shown]],
        [`${name}[label]`, [value === '' ? '' : shown]],
      ];
    case 'file':
      return [
        [`${name}[id]`, [String(value)]],
        [`${name}[name]`, [shown]],
      ];
    default:
      if (typeof value === 'boolean') return [[name, [value ? '1' : '']]];
      return [[name, typeof value === 'string' ? [value] : ['', ...value]]];
  }
}
