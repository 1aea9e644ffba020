import { type Element, heading, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { ADMINISTER_PLUGINS } from '../plugin-permissions.ts';
import { PluginNotFound } from '../plugin-errors.ts';
import { stack } from './plugin-elements.ts';
import { PLUGIN, pluginPath } from './plugin-frame.ts';
import type { Guarding, PluginScreenDeps } from './screen-deps.ts';

export interface GuardProgress {
  readonly plugin: string;
  readonly done: number;
  readonly total: number;
  /** Items that nobody finds, because it failed at them. */
  readonly failed: number;
  readonly finished: boolean;
}

/** What a plugin was asked about content; undefined: it guards none. */
export async function guardingSection(
  guarding: Guarding,
  name: string,
): Promise<Element | undefined> {
  const progress = (await guarding.progress()).find(({ plugin }) => plugin === name);
  if (progress === undefined) return undefined;
  const { done, total, failed, finished } = progress;
  return stack(
    heading(2, 'What it guards'),
    finished
      ? paragraph(`It was asked about all content that there is: ${total} items.`)
      : paragraph(
          `It is being asked about the content that was there before it: ${done} of ${total} items so far. The others are as open as before until then.`,
        ),
    failed > 0 && {
      '#type': 'notice',
      '#tone': 'caution',
      '#value': `It failed at ${failed} of them. Nobody but administrators finds those until it is asked again.`,
    },
    {
      '#type': 'form',
      '#action': `${pluginPath(name)}/ask-again`,
      '#method': 'post',
      '#children': inOrder({
        '#type': 'button',
        '#value': 'Ask about all content again',
        '#look': 'secondary',
      }),
    },
  );
}

/** `/admin/plugins/{plugin}/ask-again` */
export function askAgainRoute({ plugins, guarding }: PluginScreenDeps): PageRoute {
  return {
    methods: ['POST'],
    path: `${PLUGIN}/ask-again`,
    permission: ADMINISTER_PLUGINS,
    async handle({ ctx, params }) {
      const { name, label } = await plugins.get(ctx, params['plugin'] ?? '');
      const guards = await guarding.progress();
      if (!guards.some(({ plugin }) => plugin === name)) throw new PluginNotFound(name);
      await guarding.startOver();
      return {
        kind: 'redirect',
        to: pluginPath(name),
        messages: [{ tone: 'positive', text: `“${label}” is being asked about all content.` }],
      };
    },
  };
}
