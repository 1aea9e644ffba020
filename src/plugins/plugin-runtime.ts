import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#base';
import type { TapRunner } from '#grammar/taps';
import type { Logger } from '#platform/telemetry';
import type { TableDefinitions } from '@trovato/plugin-sdk/manifest';
import { answerHostCall } from './answer-host-call.ts';
import { createBreaker } from './breaker.ts';
import type { KeptParts } from './component/kept-parts.ts';
import { openComponent } from './component/open-component.ts';
import { createHostCalls } from './host-calls.ts';
import type { CallingPlugin, HostServices } from './host-services.ts';
import type { Capability } from './host/plugin-call.ts';
import { planInstances } from './instance/plan-instances.ts';
import { NotStarted } from './plugin-errors.ts';
import type { DataMode } from './pool/messages.ts';
import { createPool } from './pool/pool.ts';
import { functionName } from './pool/thread-instance.ts';
import { readContract } from './read-contract.ts';
import { createPluginRunner, type RunningPlugin } from './run-plugins.ts';

/** Runs WebAssembly plugins in threads of their own, and answers taps with them. */
export interface PluginRuntime extends AsyncDisposable {
  /**
   * Starts a plugin that nobody asks yet; two of one name may run side by side. Throws
   * `ComponentRefused` when it is none or does what plugins may not, `NotStarted` when its start
   * fails.
   */
  start(plugin: PluginToLoad): Promise<StartedPlugin>;
}

/** A plugin that can be asked. Disposing ends it. */
export interface StartedPlugin extends Disposable {
  /** By which `runner` knows it. */
  readonly id: string;
  readonly runner: TapRunner;
}

export interface PluginToLoad {
  readonly name: string;
  /** The component. */
  readonly bytes: Uint8Array;
  /** Which taps it answers: `item_view` by its export `item-view`. */
  readonly taps: readonly string[];
  /**
   * Whether the JSON that a tap is given holds the item, or only its handle. Default for all
   * taps: `handle`, which spares a plugin that looks at two fields reading all of them.
   */
  readonly dataModes?: { readonly [tap: string]: DataMode };
  readonly capabilities: readonly Capability[];
  /** The tables of its own; default none. */
  readonly tables?: TableDefinitions;
}

export interface PluginRuntimeDeps {
  /** Components that were taken apart are kept in `cache/components` there. */
  readonly data: string;
  /** Where all kernels find components that one of them took apart. */
  readonly shared?: KeptParts;
  /** Keys that plugins sign with are made from it. */
  readonly secret: string;
  readonly services: HostServices;
  readonly clock: Clock;
  readonly log: Logger;
  /** A plugin that failed too often is not asked any more until it is loaded again. */
  readonly onStopped?: (stopped: { readonly plugin: string; readonly reason: string }) => void;
  readonly limits?: Partial<PluginLimits>;
}

export interface PluginLimits {
  /** Default: two for each core, 16 at the most. */
  readonly threads: number;
  /**
   * Bytes of memory that a plugin may have in one thread: all of its instances there that wait for
   * the kernel, and beside them the one that computes; default 64 MiB.
   */
  readonly memory: number;
  /** Milliseconds for a tap that only reads; default 100. */
  readonly viewDeadline: number;
  /** Milliseconds for a tap that may save, or that ends what is going on; default 1,000. */
  readonly changeDeadline: number;
  /** Milliseconds for a tap that no page waits for, such as `cron`; default 10,000. */
  readonly workDeadline: number;
  /** Milliseconds that a plugin may take to start; default 5,000. */
  readonly startDeadline: number;
  /** After so many failures in a minute a plugin is stopped; default 5. */
  readonly failures: number;
}

/** How many threads run plugins where nothing else is said. */
export const THREADS = Math.min(16, 2 * availableParallelism());

const DEFAULTS: PluginLimits = {
  threads: THREADS,
  memory: 64 * 2 ** 20,
  viewDeadline: 100,
  changeDeadline: 1_000,
  workDeadline: 10_000,
  startDeadline: 5_000,
  failures: 5,
};

/** One that was switched off meanwhile. */
const NOBODY: CallingPlugin = { name: '', capabilities: [], tables: {} };

/** The threads are started with the first plugin; without any the runtime costs nothing. */
export function createPluginRuntime(deps: PluginRuntimeDeps): PluginRuntime {
  const { data, shared, secret, services, clock, log, onStopped } = deps;
  const limits = { ...DEFAULTS, ...deps.limits };
  const contract = readContract();
  const running = new Map<number, RunningPlugin>();
  const breaker = createBreaker(limits.failures, () => clock.now().getTime());
  let ids = 0;
  const nameOf = (id: number): string => running.get(id)?.name ?? 'one that was switched off';

  function failed(id: number, reason: string): void {
    if (!running.has(id) || !breaker.count(id)) return;
    pool.stop(id);
    const plugin = nameOf(id);
    log.error({ plugin, reason }, 'A plugin failed too often and is not asked any more');
    onStopped?.({ plugin, reason });
  }

  const hostCalls = createHostCalls();
  const pool = createPool({
    wit: contract.files,
    threads: limits.threads,
    memory: limits.memory,
    startDeadline: limits.startDeadline,
    host: ({ id, service, name, values }, ctx, within) =>
      hostCalls.begin(
        ctx,
        answerHostCall(services, ctx, {
          plugin: nameOf(id),
          caller: running.get(id) ?? NOBODY,
          service,
          name,
          values,
          within,
        }),
      ),
    log: (id, level, message, ctx) => (ctx?.log ?? log)[level]({ plugin: nameOf(id) }, message),
    stopped: (id) => (breaker.isOpen(id) ? 'is stopped because it failed too often' : undefined),
    ended: (id, failure) => log.warn({ plugin: nameOf(id), failure }, 'A plugin was ended'),
  });
  const runner = createPluginRunner({ pool, running, hostCalls, failed, limits });

  async function start(plugin: PluginToLoad): Promise<StartedPlugin> {
    const folder = join(data, 'cache', 'components');
    const component = await openComponent(plugin.bytes, {
      folder,
      memory: limits.memory,
      ...(shared ? { shared } : {}),
    });
    const plan = planInstances(component, plugin.taps.map(functionName), contract.wit);
    const id = (ids += 1);
    const { name, capabilities, tables = {} } = plugin;
    running.set(id, { id, name, capabilities, tables });
    const unload = (): void => {
      pool.unload(id);
      running.delete(id);
      breaker.forget(id);
    };
    const failure = await pool.load({
      id,
      name: plugin.name,
      key: createHmac('sha256', secret).update(`plugin ${plugin.name}`).digest('hex'),
      capabilities: plugin.capabilities,
      taps: Object.fromEntries(
        plugin.taps.map((tap) => [tap, plugin.dataModes?.[tap] ?? 'handle']),
      ),
      modules: component.modules,
      plan,
    });
    if (failure !== undefined) {
      unload();
      throw new NotStarted(plugin.name, failure);
    }
    return { id: String(id), runner, [Symbol.dispose]: unload };
  }

  return {
    start,
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
