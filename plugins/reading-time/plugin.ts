import { container, definePlugin, insertBefore, type Item } from '@trovato/plugin-sdk';
import { minutesToRead } from './words.ts';

export default definePlugin({
  itemViewAlter(element, item) {
    const minutes = minutesOf(item);
    if (item.viewMode !== 'full' || minutes === 0) return [];
    const said = minutes === 1 ? '1 minute to read' : `${minutes} minutes to read`;
    const line = container({ tag: 'p', class: 'muted' }, said);
    return insertBefore(element, 'body', 'reading_time', line);
  },

  preprocessItem: (item) => ({ reading_minutes: minutesOf(item) }),
});

function minutesOf(item: Item): number {
  return minutesToRead(item.fieldNames.map((name) => item.text(name)).join('\n'));
}
