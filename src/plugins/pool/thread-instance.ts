import { randomBytes } from 'node:crypto';
import { type CoreFunction, exportGlue } from '../abi/function-glue.ts';
import { type Signature, WitError, type WitValue } from '../abi/wit-types.ts';
import type { BindHostFunction } from '../host/host-functions.ts';
import type { PluginCall } from '../host/plugin-call.ts';
import { instantiate, type Running } from '../instance/instantiate.ts';
import { restoreSnapshot, type Snapshot, takeSnapshot } from '../instance/snapshot.ts';
import { wasiFunction } from '../instance/wasi.ts';
import type { ThreadPlugin } from './messages.ts';

/** A plugin in this thread, ready to be asked. */
export interface ThreadInstance {
  /** Asks a tap, one at a time. Rejects with `TapFailed`, or `Crowded` where that ended it. */
  ask(tap: string, input: string, call: PluginCall): Promise<string | undefined>;
  /** Whether it broke, and must not be asked again. */
  broken(): boolean;
  /** Back to the snapshot; false: it cannot be put back and must not be asked again. */
  reset(snapshot: Snapshot): boolean;
  takeSnapshot(): Snapshot;
  /** Bytes of memory that it has. */
  size(): number;
  /**
   * Has it read about 64 KB, so that it has the space for that and need not grow in each request.
   * False: that did more than it should, and the instance is not as new.
   */
  warmUp(): Promise<boolean>;
}

/** A plugin did not answer; the message is the end of a sentence that begins with its name. */
export class TapFailed extends Error {}

/** A plugin has no room in this thread beside others of its requests, for as long as these wait. */
export class Crowded extends Error {}

const MOST_COMPLAINT = 4_096;

/**
 * Instantiates a plugin. With a snapshot it is that from the start. Throws `TapFailed` when what
 * it does at its start fails.
 */
export function createThreadInstance(
  plugin: ThreadPlugin,
  { bind, signature }: { readonly bind: BindHostFunction; readonly signature: Signature },
): ThreadInstance {
  let current: PluginCall | undefined;
  let fault: unknown;
  let complaint = '';
  const running = start();
  const glue = exportGlue(signature);
  const functions = new Map(
    [...running.functions].map(([name, { call, afterwards }]) => [
      name,
      glue(running.memory, call, afterwards),
    ]),
  );
  freshen(running);

  function start(): Running {
    try {
      return instantiate(plugin.plan, plugin.modules, (kind, path, name, memory) => {
        if (kind === 'kernel') return bind(path, name, { memory, current: () => current, fail });
        const run = wasiFunction(path, name, memory, complain);
        return run && guarded(run);
      });
    } catch (error) {
      throw new TapFailed(`failed when it was started: ${inWords(error, complaint)}`);
    }
  }

  /** WebAssembly can catch what JavaScript throws, and must not get away with it. */
  function guarded(run: CoreFunction): CoreFunction {
    return (...values) => {
      try {
        return run(...values);
      } catch (error) {
        return fail(error);
      }
    };
  }

  function fail(error: unknown): never {
    fault = error;
    throw error;
  }

  function complain(text: string): void {
    complaint = (complaint + text).slice(0, MOST_COMPLAINT);
  }

  async function ask(
    tap: string,
    input: string,
    call: PluginCall | undefined,
  ): Promise<string | undefined> {
    complaint = '';
    current = call;
    let answer: WitValue;
    try {
      answer = await functions.get(functionName(tap))?.(input);
      if (fault !== undefined) throw fault;
    } catch (error) {
      fault ??= error;
      if (fault instanceof Crowded) throw fault;
      throw new TapFailed(`stopped: ${inWords(fault, complaint)}`);
    } finally {
      current = undefined;
    }
    return read(answer);
  }

  return {
    ask,
    broken: () => fault !== undefined,
    reset(snapshot) {
      if (fault !== undefined || !restoreSnapshot(running.state, snapshot)) return false;
      freshen(running);
      return true;
    },
    takeSnapshot: () => takeSnapshot(running.state),
    size: () => running.state.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    async warmUp() {
      const [tap = ''] = Object.keys(plugin.taps);
      try {
        await ask(tap, HALF_JSON, undefined);
        // It answers without having read: its own code has run.
        return false;
      } catch {
        return fault === undefined;
      }
    },
  };
}

/** `item_view` is exported as `item-view`. */
export function functionName(tap: string): string {
  return tap.replaceAll('_', '-');
}

/**
 * JSON that breaks off: a plugin reads it, needs the space that it takes, and fails before its own
 * code sees anything of it.
 */
const HALF_JSON = `{"text":"${'x'.repeat(32_768)}","list":[${'{"value":"one","other":[1,2]},'.repeat(1_024)}`;

function read(answer: WitValue): string | undefined {
  // result<option<json>, string>, as the signature says.
  if (!(answer instanceof WitError)) return answer as string | undefined;
  const error = answer.error as string;
  throw new TapFailed(`answered with an error: ${error.slice(0, 1_000)}`);
}

function freshen({ entropy }: Running): void {
  for (const global of entropy) global.value = randomBytes(8).readBigInt64LE();
}

function inWords(error: unknown, complaint: string): string {
  const told = complaint.trim() === '' ? '' : ` (${complaint.trim()})`;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return `its calls went too deep${told}`;
  }
  return `${error instanceof Error ? error.message : String(error)}${told}`;
}
