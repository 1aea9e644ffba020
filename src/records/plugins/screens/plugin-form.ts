import type { RequestContext } from '#grammar/access';
import type { FormAction, FormDefinition } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { EnablingPlan } from '../enabling-plan.ts';
import type { KnownPlugin } from '../known-plugin.ts';
import { ADMINISTER_PLUGINS } from '../plugin-permissions.ts';
import { frame, LIST, PLUGIN, pluginPath, refused, type Verb } from './plugin-frame.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** What is asked before something is done with a plugin. */
export interface Question {
  /** What comes of it. */
  readonly said: Element;
  /** Missing: it cannot be done, and `said` says why. */
  readonly action?: FormAction;
  /** What pressing the button agrees to. */
  readonly asks?: EnablingPlan['asks'];
}

/** One thing that is done with a plugin, on a screen of its own that asks before. */
export interface PluginOperation {
  readonly verb: Verb;
  title(label: string): string;
  ask(ctx: RequestContext, plugin: KnownPlugin): Promise<Question>;
  /** Does it; `agreed` are keys of what the screen said. Answers what is to be told. */
  carryOut(ctx: RequestContext, plugin: KnownPlugin, agreed: readonly string[]): Promise<string>;
}

/** Between keys, of which none has it; browsers send line breaks as they like. */
const SEPARATOR = ',';

/** The screen of an operation: `/admin/plugins/{plugin}/enable`. */
export function operationScreen(
  { plugins, forms }: PluginScreenDeps,
  operation: PluginOperation,
): PageRoute {
  const form = operationForm(operation);
  return {
    methods: ['GET', 'POST'],
    path: `${PLUGIN}/${operation.verb}`,
    permission: ADMINISTER_PLUGINS,
    async handle(request) {
      const plugin = await plugins.get(request.ctx, request.params['plugin'] ?? '');
      const { breadcrumb = [], ...around } = frame(operation.title(plugin.label), {
        layout: 'narrow',
      });
      return forms.page(form, plugin, request, {
        ...around,
        breadcrumb: [...breadcrumb, { url: pluginPath(plugin.name), label: plugin.label }],
      });
    },
  };
}

function operationForm({ verb, ask, carryOut }: PluginOperation): FormDefinition<KnownPlugin> {
  return {
    id: `plugin_${verb}`,
    sealed: true,
    async build(ctx, plugin) {
      const { said, action, asks = [] } = await ask(ctx, plugin);
      return {
        elements: {
          said: { kind: 'static', element: said },
          // Whoever sends the form has read this much and no more.
          agreed: { kind: 'hidden', default: asks.map(({ key }) => key).join(SEPARATOR) },
        },
        actions: action ? { [verb]: action } : {},
      };
    },
    async submit(ctx, plugin, values) {
      const sent = values['agreed'];
      const agreed = typeof sent === 'string' ? sent.split(SEPARATOR) : [];
      try {
        const text = await carryOut(ctx, plugin, agreed);
        // Its own screen says what it brought.
        const to = verb === 'enable' || verb === 'update' ? pluginPath(plugin.name) : LIST;
        return { kind: 'redirect', to, messages: [{ tone: 'positive', text }] };
      } catch (error) {
        return refused(error);
      }
    },
  };
}
