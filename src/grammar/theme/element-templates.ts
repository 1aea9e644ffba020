import { type ElementTemplates, safeUrl } from '#grammar/render';
import type { Theme } from './load-theme.ts';
import { fieldSuggestions, itemSuggestions } from './suggestions.ts';

/** Items and fields through the templates of the theme in use. */
export function createElementTemplates(get: (kind: 'site' | 'admin') => Theme): ElementTemplates {
  return {
    drawItem(element, parts, view) {
      const { templates } = get(view.theme);
      const name = templates.pick(itemSuggestions(element)) ?? 'item';
      const author = element['#author'];
      const drawn = templates.render(name, {
        id: element['#id'],
        bundle: element['#bundle'],
        view_mode: element['#view_mode'],
        title: element['#title'],
        url: safeUrl(element['#url']) ?? '',
        published: element['#published'],
        author_name: author?.name ?? '',
        author_url: safeUrl(author?.url ?? '') ?? '',
        created: parts.created,
        content: parts.content,
        fields: parts.fields,
      });
      return drawn ?? templates.instead(name);
    },
    drawField(element, items, view) {
      const { templates } = get(view.theme);
      const name = templates.pick(fieldSuggestions(element));
      if (name === undefined) return undefined;
      const drawn = templates.render(name, {
        name: element['#name'],
        field_type: element['#field_type'],
        label: element['#label'],
        label_display: element['#label_display'],
        items: items(),
      });
      return drawn ?? templates.instead(name);
    },
  };
}
