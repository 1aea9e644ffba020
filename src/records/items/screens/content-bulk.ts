import { type ItemId, TrovatoError } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Message } from '#grammar/routes';
import type { Item } from '../item.ts';
import type { Items } from '../items.ts';

/** What can be done to many items at once; each goes through the same mutation as alone. */
export interface BulkOperation {
  readonly name: string;
  /** "3 items were …". */
  readonly done: string;
  /** Whether the item is so already: then there is nothing to save. */
  isDone?(item: Item): boolean;
  run(items: Items, ctx: RequestContext, item: Item): Promise<unknown>;
}

export const BULK_OPERATIONS: readonly BulkOperation[] = [
  {
    name: 'publish',
    done: 'published',
    isDone: (item) => item.status,
    run: (items, ctx, { id }) => items.updateItem(ctx, id, 'current', { status: true }),
  },
  {
    name: 'unpublish',
    done: 'unpublished',
    isDone: (item) => !item.status,
    run: (items, ctx, { id }) => items.updateItem(ctx, id, 'current', { status: false }),
  },
  {
    name: 'promote',
    done: 'put on the front page',
    isDone: (item) => item.promote,
    run: (items, ctx, { id }) => items.updateItem(ctx, id, 'current', { promote: true }),
  },
  {
    name: 'demote',
    done: 'taken off the front page',
    isDone: (item) => !item.promote,
    run: (items, ctx, { id }) => items.updateItem(ctx, id, 'current', { promote: false }),
  },
  {
    name: 'delete',
    done: 'put in the trash',
    run: (items, ctx, { id }) => items.deleteItem(ctx, id),
  },
];

export interface BulkResult {
  readonly done: readonly Item[];
  /** Were so before. */
  readonly already: readonly Item[];
  readonly refused: readonly { readonly title: string; readonly reason: string }[];
}

/** Does `operation` to each item; one that is refused keeps none of the others back. */
export async function runBulk(
  items: Items,
  ctx: RequestContext,
  operation: BulkOperation,
  ids: readonly ItemId[],
): Promise<BulkResult> {
  const done: Item[] = [];
  const already: Item[] = [];
  const refused: { title: string; reason: string }[] = [];
  for (const id of new Set(ids)) {
    const item = await items.findItem(ctx, id);
    if (!item) {
      refused.push({ title: 'One item', reason: 'It is no longer there.' });
      continue;
    }
    if (operation.isDone?.(item)) {
      already.push(item);
      continue;
    }
    try {
      await operation.run(items, ctx, item);
      done.push(item);
    } catch (error) {
      if (!(error instanceof TrovatoError)) throw error;
      const reason = error.problems[0]?.message ?? error.message;
      refused.push({ title: `“${item.title}”`, reason });
    }
  }
  return { done, already, refused };
}

/** More refusals than this are only counted: messages travel in a cookie. */
const EXPLAINED = 3;

/** Says how many were done, and which not and why; what was deleted can be brought back. */
export function bulkMessages(
  operation: BulkOperation,
  { done, already, refused }: BulkResult,
): readonly Message[] {
  const messages: Message[] = [];
  if (done.length > 0) {
    const what = done.length === 1 ? `“${done[0]?.title}” was` : `${done.length} items were`;
    messages.push({
      tone: 'positive',
      text: `${what} ${operation.done}.`,
      ...(operation.name === 'delete'
        ? { undo: { label: 'Undo', url: `/admin/content/restore?items=${packIds(done)}` } }
        : {}),
    });
  }
  if (already.length > 0) {
    const what =
      already.length === 1 ? `“${already[0]?.title}” was` : `${already.length} items were`;
    messages.push({ tone: 'info', text: `${what} ${operation.done} before.` });
  }
  if (refused.length > 0) {
    const explained = refused
      .slice(0, EXPLAINED)
      .map(({ title, reason }) => `${title.slice(0, 80)}: ${reason}`);
    const more = refused.length > EXPLAINED ? ` And ${refused.length - EXPLAINED} more.` : '';
    const what = refused.length === 1 ? 'One was' : `${refused.length} were`;
    messages.push({
      tone: 'caution',
      text: `${what} not ${operation.done}. ${explained.join(' ')}${more}`,
    });
  }
  return messages;
}

/** Ids as 22 characters each: fifty of them have to fit into the cookie that messages travel in. */
function packIds(items: readonly Item[]): string {
  return items
    .map(({ id }) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url'))
    .join('.');
}

/** What `packIds` packed; what makes no sense is left out. */
export function unpackIds(text: string): readonly string[] {
  return text.split('.').map((packed) => {
    const hex = Buffer.from(packed, 'base64url').toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  });
}
