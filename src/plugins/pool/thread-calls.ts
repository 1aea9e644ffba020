import { isObject } from '#base';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { ASKED_BY_SITE } from '../host/asked-by-site.ts';
import type {
  CallContext,
  CalledItem,
  CalledTap,
  HostAnswer,
  PluginCall,
} from '../host/plugin-call.ts';
import { Refusal } from '../host/refusal.ts';
import type { HostRequest, LogLine, ThreadOutcome, ThreadPlugin } from './messages.ts';
import type { PluginProgress } from './progress.ts';
import { TapFailed } from './thread-instance.ts';
import type { LentInstances, ThreadPlugins } from './thread-plugins.ts';

/** What one job asks for. */
export interface Asked {
  readonly tap: CalledTap;
  readonly context: CallContext;
  readonly inputs: readonly unknown[];
}

export interface ThreadCallDeps {
  readonly plugins: ThreadPlugins;
  readonly instances: LentInstances;
  readonly asked: Asked;
  log(line: LogLine): void;
  /** Asks the main thread. */
  ask(request: Omit<HostRequest, 'call'>): Promise<HostAnswer>;
}

const MOST_DEPTH = 8;
const MOST_LINES = 100;

/** Asks plugins what one job is about. */
export function createThreadCalls({ plugins, instances, asked, log, ask }: ThreadCallDeps) {
  const { tap, context, inputs } = asked;
  /** Who is being asked, and who they asked. */
  const stack: number[] = [];
  let lines = 0;

  /** Where in the job this is. */
  interface Place {
    readonly index: number;
    readonly progress: PluginProgress;
  }

  function createCall(
    called: CalledTap,
    plugin: ThreadPlugin,
    { index, progress }: Place,
    { item, handle }: { readonly item: CalledItem | undefined; readonly handle: number },
  ): PluginCall {
    const { id, name, key, capabilities } = plugin;
    return {
      plugin: name,
      key,
      capabilities: new Set(capabilities),
      tap: called,
      context,
      item,
      handle,
      log(level, message) {
        lines += 1;
        if (lines <= MOST_LINES) log({ kind: 'log', id, level, message });
      },
      ask(service, wanted, values) {
        instances.beforeWaiting();
        return progress.waiting(() =>
          ask({
            kind: 'host',
            id,
            index,
            overall: progress.overall(),
            service,
            name: wanted,
            values,
          }),
        );
      },
      exists: (other) => plugins.find(other) !== undefined,
      invoke: (other, wanted, input) => invoke({ index, progress }, other, wanted, input),
    };
  }

  async function invoke(
    place: Place,
    other: string,
    wanted: string,
    input: string,
  ): Promise<string | undefined> {
    const plugin = plugins.find(other);
    if (plugin === undefined || !Object.hasOwn(plugin.taps, wanted)) {
      throw new Refusal('not-found', `There is no plugin “${other}” that answers ${wanted}.`);
    }
    if (ASKED_BY_SITE.has(wanted)) {
      throw new Refusal('not-allowed', `${wanted} is asked by the site alone.`);
    }
    if (stack.includes(plugin.id)) {
      throw new Refusal('not-allowed', `The plugin “${other}” is being asked already.`);
    }
    if (stack.length >= MOST_DEPTH) {
      throw new Refusal('not-allowed', `Plugins ask each other ${MOST_DEPTH} deep at the most.`);
    }
    try {
      // It may do no more than who asks it; what it may do at all is its own.
      const inner = { ...tap, name: wanted, changesItem: false };
      const call = createCall(inner, plugin, place, { item: undefined, handle: 0 });
      return await place.progress.inside(plugin.id, () =>
        instances.apart(plugin.id, (instance) => {
          stack.push(plugin.id);
          return instance.ask(wanted, input, call).finally(() => stack.pop());
        }),
      );
    } catch (error) {
      if (!(error instanceof TapFailed)) throw error;
      throw new Refusal('unavailable', `The plugin “${other}” ${error.message}.`);
    }
  }

  async function askOne(
    id: number,
    place: Place,
    at: number,
    text: string,
  ): Promise<ThreadOutcome> {
    if (Buffer.byteLength(text) > MOST_BYTES) {
      const failure = `cannot be asked: the input is larger than ${MOST_BYTES / 2 ** 20} MiB`;
      return { failure, blameless: true };
    }
    try {
      if (!instances.isReady(id)) place.progress.begin('start');
      const { plugin, instance } = instances.use(id);
      const call = createCall(tap, plugin, place, { item: itemIn(inputs[at]), handle: at + 1 });
      place.progress.begin('tap');
      stack.push(id);
      const answer = await instance.ask(tap.name, text, call);
      return call.changes === undefined ? { answer } : { answer, changes: call.changes };
    } catch (error) {
      if (error instanceof TapFailed) return { failure: error.message };
      throw error;
    } finally {
      stack.length = 0;
    }
  }

  return {
    /** What one plugin, at `index` of the job, says to all inputs. Rejects with `Crowded`. */
    async askPlugin(
      id: number,
      index: number,
      progress: PluginProgress,
      texts: InputTexts,
    ): Promise<readonly ThreadOutcome[]> {
      lines = 0;
      const mode = plugins.modeOf(id, tap.name);
      const outcomes: ThreadOutcome[] = [];
      for (const at of inputs.keys()) {
        outcomes.push(await askOne(id, { index, progress }, at, texts(mode, at)));
      }
      return outcomes;
    },
  };
}

/** The JSON of an input, as plugins of a data mode are given it. */
export type InputTexts = (mode: 'handle' | 'full', at: number) => string;

/** Made once for all plugins of a job. */
export function createInputTexts(inputs: readonly unknown[]): InputTexts {
  const made = { handle: new Map<number, string>(), full: new Map<number, string>() };
  return (mode, at) => {
    const known = made[mode].get(at);
    if (known !== undefined) return known;
    const text = JSON.stringify(withHandle(inputs[at], mode, at + 1));
    made[mode].set(at, text);
    return text;
  };
}

function withHandle(input: unknown, mode: 'handle' | 'full', handle: number): unknown {
  if (!isObject(input) || itemIn(input) === undefined) return input;
  if (mode === 'full') return { ...input, handle };
  const { item: _, ...rest } = input;
  return { ...rest, handle };
}

/** What a tap is about stands under `item` in what is asked. */
function itemIn(input: unknown): CalledItem | undefined {
  if (!isObject(input) || !isObject(input['item']) || !isObject(input['item']['fields'])) {
    return undefined;
  }
  // Rooms show items to plugins in one shape.
  return input['item'] as unknown as CalledItem;
}
