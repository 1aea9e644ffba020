import { openComponent } from './component/open-component.ts';
import type { CalledItem, PluginCall } from './host/plugin-call.ts';
import { planInstances } from './instance/plan-instances.ts';
import { functionName } from './pool/thread-instance.ts';
import { createThreadPlugins } from './pool/thread-plugins.ts';
import { readContract } from './read-contract.ts';

/** A plugin in the caller's own thread: nothing watches over it. For measuring. */
export interface PluginHere {
  /** Asks a tap about `item`, which has the handle 1; JSON in, JSON out. */
  ask(tap: string, input: string, item: CalledItem): Promise<string | undefined>;
  /** Back to how it began; false: it has grown and is of no more use. */
  reset(): boolean;
  /** Makes another instance of it. */
  renew(): void;
}

/** Opens a component with the functions of the kernel that need no database. */
export async function openPluginHere(
  bytes: Uint8Array,
  taps: readonly string[],
  places: { readonly folder: string; readonly memory: number },
): Promise<PluginHere> {
  const { wit } = readContract();
  const { modules, ...component } = await openComponent(bytes, places);
  const plan = planInstances({ modules, ...component }, taps.map(functionName), wit);
  const plugin = {
    name: 'here',
    key: '',
    capabilities: [],
    taps: Object.fromEntries(taps.map((tap) => [tap, 'handle' as const])),
    modules,
    plan,
  };
  const plugins = createThreadPlugins(wit, places.memory);
  plugins.load({ ...plugin, id: 1 }, undefined);
  const snapshot = await plugins.start(1);
  const { instance } = plugins.lend().use(1);
  return {
    ask: (tap, input, item) => instance.ask(tap, input, callAbout(tap, item)),
    reset: () => instance.reset(snapshot),
    renew() {
      plugins.load({ ...plugin, id: 2 }, snapshot);
      plugins.lend().use(2);
    },
  };
}

function callAbout(tap: string, item: CalledItem): PluginCall {
  return {
    plugin: 'here',
    capabilities: new Set(),
    key: '',
    tap: { name: tap, writes: false, changesItem: false },
    context: {
      actor: { id: '', name: 'Nobody', anonymous: true, admin: false, roles: [] },
      permissions: new Set(),
      stage: 'live',
      locale: 'en',
    },
    item,
    handle: 1,
    log: () => undefined,
    ask: async () => ({ refusal: 'unavailable', message: 'There are no records here.' }),
    exists: () => false,
    invoke: async () => undefined,
  };
}
