import {
  type ElementTemplates,
  html,
  nothing,
  type RenderView,
  safeUrl,
  type SafeHtml,
} from '#grammar/render';
import { type ComponentOptions, createComponentTemplates } from './component-templates.ts';
import type { Theme } from './load-theme.ts';
import { fieldSuggestions, itemSuggestions } from './suggestions.ts';
import { withExtra } from './template-values.ts';
import type { Drawn } from './templates.ts';

/** Items, fields and components through the templates of the theme in use. */
export function createElementTemplates(
  get: (view: Pick<RenderView, 'theme' | 'preview'>) => Theme,
  options: ComponentOptions,
): ElementTemplates {
  const component = createComponentTemplates(options);
  return {
    drawItem(element, parts, view) {
      const author = element['#author'];
      const values = {
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
      };
      return inPlace(
        get(view).templates.draw(itemSuggestions(element), () =>
          withExtra(values, element['#variables']),
        ),
      );
    },
    drawField(element, items, view) {
      const { templates } = get(view);
      const suggestions = fieldSuggestions(element);
      if (templates.pick(suggestions) === undefined) return undefined;
      const values = {
        name: element['#name'],
        field_type: element['#field_type'],
        label: element['#label'],
        label_display: element['#label_display'],
        items: items(),
      };
      const drawn = templates.draw(suggestions, () => values);
      // The renderer's own way stands in for templates that have a mistake.
      return drawn.html === undefined && drawn.notice === nothing ? undefined : inPlace(drawn);
    },
    drawComponent: (element, content, view) => inPlace(component(element, content, get(view))),
  };
}

/** What was drawn, with what is wrong with its template before it. */
function inPlace({ html: drawn, notice }: Drawn): SafeHtml {
  if (notice === nothing) return drawn ?? nothing;
  return html`${notice}${drawn ?? nothing}`;
}
