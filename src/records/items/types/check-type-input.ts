import { InputReader } from './input-reader.ts';
import type { ItemType } from './item-type.ts';

/** What creates or changes a type; what is missing stays as it is. */
export interface ItemTypeInput {
  readonly name?: unknown;
  readonly description?: unknown;
  readonly has_title?: unknown;
  readonly title_label?: unknown;
  /** `{ published, promoted, byline }`. */
  readonly settings?: unknown;
}

/** The type as it will be stored; throws `InvalidInput`. */
export function checkTypeInput(
  type: unknown,
  input: ItemTypeInput,
  current: ItemType | undefined,
): Omit<ItemType, 'fields'> {
  const read = new InputReader();
  read.object('', input, ['type', 'name', 'description', 'has_title', 'title_label', 'settings']);
  const settings = read.object('/settings', input.settings, ['published', 'promoted', 'byline']);
  const checked = {
    type: current ? current.type : read.machineName('/type', type),
    name: read.line('name', input.name ?? (current ? undefined : ''), current?.name ?? '', {
      max: 100,
      required: true,
    }),
    description: read.line('description', input.description, current?.description ?? '', {
      max: 1000,
    }),
    hasTitle: read.flag('/has_title', input.has_title, current?.hasTitle ?? true),
    titleLabel: read.line('title_label', input.title_label, current?.titleLabel ?? 'Title', {
      max: 100,
      required: true,
    }),
    plugin: current?.plugin ?? null,
    settings: {
      published: read.flag(
        '/settings/published',
        settings['published'],
        current?.settings.published ?? true,
      ),
      promoted: read.flag(
        '/settings/promoted',
        settings['promoted'],
        current?.settings.promoted ?? false,
      ),
      byline: read.flag('/settings/byline', settings['byline'], current?.settings.byline ?? true),
    },
  };
  read.finish('item_type.invalid');
  return checked;
}
