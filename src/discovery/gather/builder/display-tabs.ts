import { container, type Element, inOrder, link } from '#grammar/render';
import type { BuilderView } from './builder-view.ts';
import { builderUrl, LIST } from './gather-frame.ts';
import { DISPLAYS } from './words.ts';

/** Which display is edited, and how to get to the others. */
export function displayTabs({ gather, display }: BuilderView): Element {
  const { name, displays } = gather;
  return container(
    inOrder(
      {
        '#type': 'tabs',
        '#label': 'Displays',
        '#links': [
          { url: builderUrl(name, undefined), label: 'All displays', active: !display },
          ...displays.map(({ id, kind, label }) => ({
            url: builderUrl(name, id),
            label: label || DISPLAYS[kind].label,
            active: id === display?.id,
          })),
        ],
      },
      container(
        inOrder(
          link(`${LIST}/${name}/displays/add`, 'Add display', { look: 'quiet', icon: 'plus' }),
          display !== undefined &&
            displays.length > 1 &&
            link(`${LIST}/${name}/displays/${display.id}/remove`, 'Remove this display', {
              look: 'quiet',
              icon: 'trash-2',
            }),
        ),
        { attributes: { class: 'cluster' } },
      ),
    ),
    { attributes: { class: 'stack', 'data-gap': 'small' } },
  );
}
