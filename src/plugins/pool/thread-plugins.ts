import type { WitPackage } from '../abi/read-wit.ts';
import { createHostFunctions } from '../host/host-functions.ts';
import { type Snapshot, sizeOf } from '../instance/snapshot.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { DataMode, ThreadPlugin } from './messages.ts';
import {
  Crowded,
  createThreadInstance,
  TapFailed,
  type ThreadInstance,
} from './thread-instance.ts';

interface Loaded {
  readonly plugin: ThreadPlugin;
  snapshot: Snapshot | undefined;
  /** As they began, for whoever comes next. */
  readonly free: ThreadInstance[];
  /** Of all jobs that are under way. */
  readonly lent: Set<ThreadInstance>;
  /** No other plugin may ask it any more. */
  stopped: boolean;
}

/** The plugins of one thread: their instances, made when they are needed. */
export type ThreadPlugins = ReturnType<typeof createThreadPlugins>;

/** The instances of one job: of each plugin that it asks, one of its own. */
export type LentInstances = ReturnType<ThreadPlugins['lend']>;

/** Bytes of instances that were thrown away, from which on their memory is given back. */
const MOST_THROWN_AWAY = 64 * 2 ** 20;
/** Milliseconds after which a thread with nothing to do has one instance of each plugin left. */
const SPARE_LASTS = 10_000;

/** What every tap exports. */
const TAP = 'func(input: json) -> result<option<json>, string>';

/** `memory`: the most bytes that all instances of a plugin may have that wait for the kernel. */
export function createThreadPlugins(wit: WitPackage, memory: number) {
  const loaded = new Map<number, Loaded>();
  let thrownAway = 0;
  const making = { bind: createHostFunctions(wit), signature: wit.signature(TAP) };

  function get(id: number): Loaded {
    const one = loaded.get(id);
    if (one === undefined) throw new TapFailed('is not there any more');
    return one;
  }

  function fresh(plugin: ThreadPlugin, snapshot: Snapshot | undefined): ThreadInstance {
    const instance = createThreadInstance(plugin, making);
    if (snapshot !== undefined && !instance.reset(snapshot)) {
      throw new TapFailed('takes more memory at each start');
    }
    return instance;
  }

  function throwAway(instance: ThreadInstance): void {
    thrownAway += instance.size();
    if (thrownAway < MOST_THROWN_AWAY) return;
    thrownAway = 0;
    collectGarbage();
  }

  /** What many requests at once had needed is not kept for ever. */
  const shrink = setTimeout(() => {
    for (const { free } of loaded.values()) free.splice(1).forEach(throwAway);
  }, SPARE_LASTS).unref();

  /** Throws `Crowded` while those of other jobs leave no room. `mine`: those of the same job. */
  function take(one: Loaded, mine: ReadonlyMap<ThreadInstance, Loaded>): ThreadInstance {
    const { plugin, snapshot, free, lent } = one;
    if (lent.size > 0 && bytesOf(lent) + sizeOf(snapshot) > memory) noRoom(one, mine);
    const instance = free.pop() ?? fresh(plugin, snapshot);
    lent.add(instance);
    return instance;
  }

  function putBack({ snapshot, free, lent }: Loaded, instance: ThreadInstance): void {
    lent.delete(instance);
    if (snapshot === undefined || !instance.reset(snapshot)) return throwAway(instance);
    const size = instance.size();
    if (bytesOf(lent) + (free.length + 1) * size <= memory) free.push(instance);
    else throwAway(instance);
  }

  function noRoom({ lent }: Loaded, mine: ReadonlyMap<ThreadInstance, Loaded>): never {
    if ([...lent].some((instance) => !mine.has(instance))) throw new Crowded();
    throw new TapFailed(`has more than ${memory / 2 ** 20} MiB of memory`);
  }

  return {
    load: (plugin: ThreadPlugin, snapshot: Snapshot | undefined): void =>
      void loaded.set(plugin.id, { plugin, snapshot, free: [], lent: new Set(), stopped: false }),
    unload: (id: number): void => void loaded.delete(id),
    stop(id: number): void {
      const one = loaded.get(id);
      if (one !== undefined) one.stopped = true;
    },
    setSnapshot(id: number, snapshot: Snapshot): void {
      const one = loaded.get(id);
      if (one !== undefined) one.snapshot = snapshot;
    },
    /** Starts it for the first time, and answers what it is to be put back to. */
    async start(id: number): Promise<Snapshot> {
      const one = get(id);
      const warm = fresh(one.plugin, undefined);
      const instance = (await warm.warmUp()) ? warm : fresh(one.plugin, undefined);
      if (instance !== warm) throwAway(warm);
      if (instance.size() > memory) noRoom(one, new Map());
      one.free.push(instance);
      one.snapshot = instance.takeSnapshot();
      return one.snapshot;
    },
    modeOf: (id: number, tap: string): DataMode => loaded.get(id)?.plugin.taps[tap] ?? 'handle',
    /** Of two of one name the newer is about to take the other's place. */
    find(name: string): ThreadPlugin | undefined {
      const one = [...loaded.values()].findLast(({ plugin }) => plugin.name === name);
      return one?.stopped ? undefined : one?.plugin;
    },
    /** For one job. */
    lend() {
      /** Of each plugin that the job asks itself. */
      const lent = new Map<Loaded, ThreadInstance>();
      /** Also those that its plugins ask. */
      const mine = new Map<ThreadInstance, Loaded>();

      function borrow(one: Loaded): ThreadInstance {
        const instance = take(one, mine);
        mine.set(instance, one);
        return instance;
      }

      function giveBack(one: Loaded, instance: ThreadInstance): void {
        mine.delete(instance);
        putBack(one, instance);
      }

      return {
        /** Whether it has to be instantiated before it can be asked. */
        isReady(id: number): boolean {
          const one = loaded.get(id);
          return one !== undefined && (lent.get(one) ?? one.free[0])?.broken() === false;
        },
        /** The same for the whole job, unless it broke. Throws `Crowded`. */
        use(id: number): { readonly plugin: ThreadPlugin; readonly instance: ThreadInstance } {
          const one = get(id);
          const known = lent.get(one);
          if (known?.broken() === false) return { plugin: one.plugin, instance: known };
          lent.delete(one);
          if (known) giveBack(one, known);
          const instance = borrow(one);
          lent.set(one, instance);
          return { plugin: one.plugin, instance };
        },
        /**
         * For one call that another plugin makes: it leaves nothing where taps are asked, and finds
         * nothing of theirs. Throws `Crowded`.
         */
        async apart<Result>(
          id: number,
          work: (instance: ThreadInstance) => Promise<Result>,
        ): Promise<Result> {
          const one = get(id);
          const instance = borrow(one);
          try {
            return await work(instance);
          } finally {
            giveBack(one, instance);
            shrink.refresh();
          }
        },
        /**
         * Before the job waits for the kernel, and others have the thread. Throws `Crowded` when
         * one of its plugins has grown too much to wait beside these.
         */
        beforeWaiting(): void {
          for (const [instance, one] of mine) {
            if (!hasGrown(one, instance) || bytesOf(one.lent) <= memory) continue;
            noRoom(one, mine);
          }
        },
        /** What cannot be put back is of no use while other plugins are asked. */
        shed(): void {
          for (const [one, instance] of lent) {
            if (!instance.broken() && !hasGrown(one, instance)) continue;
            lent.delete(one);
            giveBack(one, instance);
          }
        },
        /** Nothing of this job is left for the next. */
        giveBack(): void {
          for (const [one, instance] of lent) giveBack(one, instance);
          lent.clear();
          shrink.refresh();
        },
      };
    },
  };
}

function hasGrown({ snapshot }: Loaded, instance: ThreadInstance): boolean {
  return instance.size() > sizeOf(snapshot);
}

function bytesOf(instances: Iterable<ThreadInstance>): number {
  let bytes = 0;
  for (const instance of instances) bytes += instance.size();
  return bytes;
}
