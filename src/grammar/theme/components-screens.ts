import type { Clock } from '#base';
import { container, type Element, heading, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { actionSamples } from './samples/action-samples.ts';
import { feedbackSamples } from './samples/feedback-samples.ts';
import { fieldSamples } from './samples/field-samples.ts';
import { listSamples } from './samples/list-samples.ts';
import { textSamples } from './samples/text-samples.ts';

const PERMISSION = 'administer themes';

/** The permissions of the theme room. */
export const themePermissions = [
  { name: PERMISSION, label: 'Administer themes', group: 'Appearance' },
] as const;

/** `/admin/appearance/components`: every component, drawn by the theme in use, in all its states. */
export function createComponentsScreens(clock: Clock): readonly PageRoute[] {
  return [
    {
      methods: ['GET'],
      path: '/admin/appearance/components',
      permission: PERMISSION,
      section: {
        label: 'Components',
        description: 'Every part of the interface in all its states.',
        icon: 'swatch-book',
        weight: 80,
        aside: true,
      },
      handle: async () => ({
        kind: 'page',
        theme: 'admin',
        layout: 'wide',
        title: 'Components',
        breadcrumb: [{ url: '/admin', label: 'Administration' }],
        body: container(
          inOrder(
            paragraph(
              'Every part of the interface, drawn by the theme in use, in all its states.',
              {
                class: 'muted',
              },
            ),
            group('Actions', actionSamples()),
            group('Fields', fieldSamples()),
            group('Lists', listSamples()),
            group('Feedback', feedbackSamples()),
            group('Text', textSamples(clock.now())),
          ),
          { attributes: { class: 'stack', 'data-gap': 'large' } },
        ),
      }),
    },
  ];
}

function group(title: string, samples: readonly Element[]): Element {
  return container(
    {
      title: heading(2, title),
      samples: container(inOrder(...samples), { attributes: { class: 'samples' } }),
    },
    { tag: 'section', attributes: { class: 'stack' } },
  );
}
