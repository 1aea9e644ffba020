import { drawGroup } from './draw-group.ts';
import { drawLeaf } from './draw-leaf.ts';
import { drawRows } from './draw-rows.ts';
import { type DrawNode, weighted } from './drawing.ts';

/** Any element as it stands in the page; undefined when it may not be seen. */
export const drawNode: DrawNode = (node, spot, drawing) => {
  if (node.absent) return undefined;
  const { weight } = node.element;
  switch (node.kind) {
    case 'static':
      return weighted(node.element.element, weight);
    case 'group':
      return weighted(drawGroup(node, spot, drawing, drawNode), weight);
    case 'rows':
      return weighted(drawRows(node, spot, drawing, drawNode), weight);
    case 'leaf':
      return weighted(drawLeaf(node, spot, drawing), weight);
  }
};
