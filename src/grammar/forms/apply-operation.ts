import type { FormOperation } from './form-operation.ts';
import type { GroupNode } from './form-nodes.ts';
import { applyRowOperation, findNode } from './row-operations.ts';

/** Does to the form what is done before it is shown again; the rest is the showing itself. */
export function applyOperation(
  root: GroupNode,
  operation: FormOperation,
  wholePage: boolean,
): void {
  switch (operation.kind) {
    case 'add':
    case 'remove':
    case 'up':
    case 'down':
    case 'in':
    case 'out':
      return applyRowOperation(root, operation);
    case 'rebuild': {
      // In a page that stays, the focus is where somebody left it, which may be elsewhere by now.
      const node = wholePage ? findNode(root, operation.path) : undefined;
      if (node?.kind === 'leaf') node.focus = true;
      return undefined;
    }
    case 'next':
    case 'back':
    case 'check':
      return undefined;
  }
}
