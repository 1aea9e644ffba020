import {
  type CoreFunction,
  type GluedTo,
  importGlue,
  waitingImportGlue,
} from '../abi/function-glue.ts';
import { GuestFault } from '../abi/guest-memory.ts';
import type { WitPackage } from '../abi/read-wit.ts';
import { suspending } from '../abi/suspending.ts';
import { type Signature, WitError, type WitValue } from '../abi/wit-types.ts';
import { itemApi } from './item-api.ts';
import { kept } from './kept.ts';
import type { PluginCall } from './plugin-call.ts';
import { Refusal } from './refusal.ts';
import { surroundings } from './surroundings.ts';

/** Its values are of the types that the WIT says, by their order. */
type HostFunction<Answer> = (call: PluginCall, ...values: never[]) => Answer;

interface HostInterfaces<Answer> {
  readonly [path: string]: { readonly [name: string]: HostFunction<Answer> };
}

/** What is behind the WIT and answers at once: interface → function. */
const AT_ONCE: HostInterfaces<WitValue | void> = { 'item-api': itemApi, ...surroundings };
/** What may take long, so that other requests are served meanwhile. */
const LATER: HostInterfaces<Promise<WitValue>> = kept;

/** What is behind the WIT: interface → function. */
export const HOST_FUNCTIONS = { ...AT_ONCE, ...LATER };

/** What the functions of one plugin are bound to. */
export interface BoundTo extends GluedTo {
  /** Who is calling. */
  readonly current: () => PluginCall | undefined;
}

/** Makes core functions for the imports of one plugin. */
export type BindHostFunction = (path: string, name: string, to: BoundTo) => CoreFunction;

/** Glue for all of a WIT package. Throws `TypeError` for a function that nothing is behind. */
export function createHostFunctions(wit: WitPackage): BindHostFunction {
  const made = new Map<string, Bind>();
  for (const [path, functions] of wit.interfaces) {
    for (const [name, signature] of functions) {
      made.set(`${path}#${name}`, bindTo(path, name, signature));
    }
  }
  return (path, name, to) => {
    const bind = made.get(`${path}#${name}`);
    if (bind === undefined) throw new TypeError(`There is no ${path}#${name}.`);
    return bind(to);
  };
}

type Bind = (to: BoundTo) => CoreFunction;

function bindTo(path: string, name: string, signature: Signature): Bind {
  const atOnce = AT_ONCE[path]?.[name];
  if (atOnce !== undefined) return bindAtOnce(signature, atOnce);
  const later = LATER[path]?.[name];
  if (later !== undefined) return bindLater(signature, later);
  throw new TypeError(`There is nothing behind ${path}#${name}.`);
}

function bindAtOnce(signature: Signature, behind: HostFunction<WitValue | void>): Bind {
  const glue = importGlue(signature);
  const refusing = signature.result?.kind === 'result';
  // The glue makes values of the types that the WIT says.
  const run = behind as (call: PluginCall, ...values: readonly WitValue[]) => WitValue | void;
  return (to) =>
    glue(to, (values) => {
      const call = callOf(to);
      if (!refusing) return run(call, ...values) ?? undefined;
      try {
        return run(call, ...values) ?? undefined;
      } catch (error) {
        return refusalIn(error);
      }
    });
}

function bindLater(signature: Signature, behind: HostFunction<Promise<WitValue>>): Bind {
  const glue = waitingImportGlue(signature);
  const refusing = signature.result?.kind === 'result';
  const run = behind as (call: PluginCall, ...values: readonly WitValue[]) => Promise<WitValue>;
  return (to) =>
    suspending(
      glue(to, async (values) => {
        const call = callOf(to);
        if (!refusing) return run(call, ...values);
        try {
          return await run(call, ...values);
        } catch (error) {
          return refusalIn(error);
        }
      }),
    );
}

function callOf({ current }: BoundTo): PluginCall {
  const call = current();
  if (call === undefined) throw new GuestFault('called the kernel while it was starting');
  return call;
}

/** A refusal as the WIT has it; anything else is thrown on. */
function refusalIn(error: unknown): WitValue {
  if (!(error instanceof Refusal)) throw error;
  return new WitError({ tag: error.reason, value: error.message });
}
