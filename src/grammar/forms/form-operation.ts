import type { RowOperation } from './row-operations.ts';

/** What the buttons and scripts of a form ask for besides sending it for good. */
export type FormOperation =
  | RowOperation
  /** To another step: onwards when this one is right, back in any case. */
  | { readonly kind: 'next' | 'back' }
  /**
   * `rebuild`: build the form again from what is entered, as what depends on the element at `path`
   * may be another now. `check`: say what is wrong with the element there.
   */
  | { readonly kind: 'rebuild' | 'check'; readonly path: readonly string[] };

/** Reads what is sent as `_op`: `next`, `add:/fields/tags`, `remove:/fields/tags/2`. */
export function parseOperation(text: string): FormOperation | undefined {
  if (text === 'next' || text === 'back') return { kind: text };
  const parts = /^(add|remove|up|down|in|out|rebuild|check):\/(.*)$/s.exec(text);
  const path = (parts?.[2] ?? '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const kind = parts?.[1];
  switch (kind) {
    case 'add':
    case 'remove':
    case 'up':
    case 'down':
    case 'in':
    case 'out':
    case 'rebuild':
    case 'check':
      return { kind, path };
    default:
      return undefined;
  }
}
