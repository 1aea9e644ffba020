import type { Problem } from '#base';
import { named, nameElements } from './element-names.ts';
import type { FormNode, GroupNode, LeafNode } from './form-nodes.ts';
import { firstLeaf } from './row-operations.ts';
import { walkNodes } from './walk-nodes.ts';

/** Problems where they are shown. */
export interface PlacedProblems {
  /** Messages beside an element. */
  at(node: FormNode): readonly string[];
  /**
   * All of them for the summary, in the order of the form, each naming what it is about; `id` is
   * what a link leads to.
   */
  readonly summary: readonly { readonly message: string; readonly id?: string }[];
}

/**
 * Finds for each problem the element it belongs to: the one whose pointer is the longest
 * beginning of the problem's. What belongs to none is said in the summary alone.
 */
export function placeProblems(root: GroupNode, problems: readonly Problem[]): PlacedProblems {
  const nodes = nodesByPointer(root);
  const order = new Map([...walkNodes(root)].map(({ node }, position) => [node, position]));
  const names = nameElements(root);

  const placed = problems.map(({ message, pointer }) => {
    const about = nearest(nodes, pointer);
    const node = showing(about);
    const name = (about && names.get(about)) ?? (node && names.get(node)) ?? [];
    const line = named(message, name);
    return { message, line, node, order: node ? (order.get(node) ?? 0) : -1 };
  });
  placed.sort((a, b) => a.order - b.order);

  const byNode = new Map<FormNode, string[]>();
  for (const { message, node } of placed) {
    if (!node) continue;
    const messages = byNode.get(node) ?? [];
    if (!messages.includes(message)) messages.push(message);
    byNode.set(node, messages);
  }
  return {
    at: (node) => byNode.get(node) ?? [],
    summary: placed.map(({ line, node }) =>
      node ? { message: line, id: linkId(node) } : { message: line },
    ),
  };
}

/** The element of `root` beside which a problem with `pointer` is shown. */
export function elementAt(root: GroupNode, pointer: string): FormNode | undefined {
  return showing(nearest(nodesByPointer(root), pointer));
}

function nodesByPointer(root: GroupNode): ReadonlyMap<string, FormNode> {
  const nodes = new Map<string, FormNode>();
  for (const { node, pointer, transparent, hidden } of walkNodes(root)) {
    if (node === root || transparent || hidden || node.absent || node.kind === 'static') continue;
    if (node.kind === 'leaf' && node.element.kind === 'hidden') continue;
    nodes.set(pointer, node);
  }
  return nodes;
}

function nearest(nodes: ReadonlyMap<string, FormNode>, pointer: string): FormNode | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const node = nodes.get(at);
    if (node) return node;
  }
  return undefined;
}

/** A group without a frame of its own has no place for a message: its first element shows it. */
function showing(node: FormNode | undefined): FormNode | undefined {
  if (node?.kind !== 'group') return node;
  const { look } = node.element;
  return look === 'fieldset' || look === 'step' ? node : (firstLeaf(node) ?? undefined);
}

/** What is focused by a link from the summary. */
function linkId(node: FormNode): string {
  if (node.kind === 'leaf') return focusId(node);
  const leaf = firstLeaf(node);
  return leaf ? focusId(leaf) : node.id;
}

/** Radios and boxes are several controls: the first of them. */
function focusId({ element, id }: LeafNode): string {
  const several = element.kind === 'radios' || element.kind === 'checkboxes';
  return several && element.options.length > 0 ? `${id}-0` : id;
}
