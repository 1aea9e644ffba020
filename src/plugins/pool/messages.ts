import type { WitValue } from '../abi/wit-types.ts';
import type {
  CallContext,
  CalledTap,
  HostAnswer,
  HostService,
  ItemChanges,
  LogLevel,
} from '../host/plugin-call.ts';
import type { InstancePlan } from '../instance/plan-instances.ts';
import type { Snapshot } from '../instance/snapshot.ts';

/** What a thread knows of a plugin. */
export interface ThreadPlugin {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly capabilities: readonly string[];
  /** By name of the tap, whether the item is in the JSON that the plugin is given. */
  readonly taps: { readonly [tap: string]: DataMode };
  readonly modules: readonly WebAssembly.Module[];
  readonly plan: InstancePlan;
}

/** `handle`: items are read through their handle; `full`: they are in the JSON too. */
export type DataMode = 'handle' | 'full';

/** What a thread is started with. */
export interface ThreadStart {
  readonly wit: readonly string[];
  /** See `progress.ts`. */
  readonly progress: SharedArrayBuffer;
  /** Bytes that all instances of a plugin may have that wait for the kernel. */
  readonly memory: number;
}

/** What is to be done in a thread. */
export type Task =
  | { readonly kind: 'start'; readonly id: number }
  | {
      readonly kind: 'ask';
      readonly tap: CalledTap;
      readonly ids: readonly number[];
      /** JSON: an array of what the tap is asked about. */
      readonly inputs: string;
      readonly context: CallContext;
    };

/** To a thread. */
export type ThreadOrder =
  | {
      readonly kind: 'load';
      readonly plugin: ThreadPlugin;
      readonly snapshot: Snapshot | undefined;
    }
  | { readonly kind: 'unload'; readonly id: number }
  /** It failed too often: no other plugin may ask it. */
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'snapshot'; readonly id: number; readonly snapshot: Snapshot }
  | { readonly kind: 'do'; readonly job: number; readonly task: Task }
  /** To what a plugin asked of the kernel. */
  | { readonly kind: 'answer'; readonly call: number; readonly answer: HostAnswer };

/** From a thread: that it is there, or about one of its jobs. */
export type ThreadReport =
  | { readonly kind: 'ready' }
  | ({ readonly job: number } & (TaskReport | HostRequest | LogLine));

/** What came of a task, as far as it is done. */
export type TaskReport =
  | { readonly kind: 'started'; readonly snapshot: Snapshot }
  | { readonly kind: 'not-started'; readonly failure: string }
  /** A plugin has no room beside its other requests here; what is left is asked again later. */
  | { readonly kind: 'crowded' }
  | {
      readonly kind: 'answers';
      /** Which of the plugins asked. */
      readonly index: number;
      readonly outcomes: readonly ThreadOutcome[];
      readonly last: boolean;
    };

export interface LogLine {
  readonly kind: 'log';
  readonly id: number;
  readonly level: LogLevel;
  readonly message: string;
}

/** A plugin asks something of the kernel, and waits. */
export interface HostRequest {
  readonly kind: 'host';
  /** By which it is answered. */
  readonly call: number;
  readonly id: number;
  /** Its place among the plugins of the job. */
  readonly index: number;
  /** Milliseconds that the plugin has taken for all inputs so far, without waiting. */
  readonly overall: number;
  readonly service: HostService;
  readonly name: string;
  readonly values: readonly WitValue[];
}

/** What one plugin said to one input: JSON or nothing; or how it failed. */
export type ThreadOutcome =
  | { readonly answer: string | undefined; readonly changes?: ItemChanges }
  | {
      readonly failure: string;
      /** It was not the plugin's fault. */
      readonly blameless?: true;
    };

export type { HostAnswer };
