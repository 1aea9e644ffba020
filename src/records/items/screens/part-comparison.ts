import type { RequestContext } from '#grammar/access';
import type { ResolveReference } from '#grammar/fields';
import type { Attributes } from '../item.ts';
import type { Content } from '../merge-changes.ts';
import type { ItemType } from '../types/item-type.ts';
import type { ItemViews } from '../pages/item-views.ts';
import { timeText } from './time-text.ts';

/** A part of an item as plain text, one line for each value: what differences are shown from. */
export function partText(
  views: ItemViews,
  ctx: RequestContext,
  type: ItemType,
  resolve: ResolveReference,
  content: Content & Partial<Attributes>,
  part: string,
  timeZone: string,
): string {
  const { authorId, created } = content;
  if (part === 'title') return content.title;
  if (part === 'status') return content.status ? 'Published' : 'Not published';
  if (part === 'promote' || part === 'sticky') return content[part] === true ? 'Yes' : 'No';
  if (part === 'author_id') return (authorId && resolve('user', authorId)?.label) ?? 'Somebody';
  if (part === 'created') return created ? timeText(ctx, timeZone, created) : '';
  const field = type.fields.find((each) => each.name === part);
  if (field) return views.toText(ctx, field, content.fields, resolve, timeZone).join('\n');
  // A field that the type no longer has: old revisions keep its values.
  const stored = content.fields[part];
  return stored === undefined ? '' : JSON.stringify(stored, undefined, 2);
}
