import { GuestFault, type GuestMemory } from './guest-memory.ts';
import { layoutOf } from './layout.ts';
import { casesAsValues, memoryCodec } from './memory-codec.ts';
import { promising, type WaitingFunction } from './suspending.ts';
import type { Signature, WitType, WitValue } from './wit-types.ts';

/** What WebAssembly passes. */
export type CoreValue = number | bigint;
export type CoreFunction = (...values: CoreValue[]) => CoreValue | undefined;

/** More core values than these go through memory. */
const MOST_PARAMETERS = 16;
const MOST_RESULTS = 1;

/** Whose memory it is, and where what fails goes: on through the plugin, which is broken then. */
export interface GluedTo {
  readonly memory: () => GuestMemory;
  readonly fail: (error: unknown) => never;
}

/** Makes the core function that a plugin imports from one of ours. */
export function importGlue(
  signature: Signature,
): (to: GluedTo, call: (values: readonly WitValue[]) => WitValue) => CoreFunction {
  const lift = liftParameters(signature);
  const answer = answerGlue(signature);
  return ({ memory, fail }, call) =>
    (...values) => {
      try {
        const guest = memory();
        return answer(guest, values, call(lift(guest, values)));
      } catch (error) {
        return fail(error);
      }
    };
}

/** The same for a function of ours that answers later, when the plugin is suspended. */
export function waitingImportGlue(
  signature: Signature,
): (to: GluedTo, call: (values: readonly WitValue[]) => Promise<WitValue>) => WaitingFunction {
  const lift = liftParameters(signature);
  const answer = answerGlue(signature);
  return ({ memory, fail }, call) =>
    async (...values) => {
      try {
        const guest = memory();
        return answer(guest, values, await call(lift(guest, values)));
      } catch (error) {
        return fail(error);
      }
    };
}

/** Makes a function of ours from a core function that a plugin exports and that may be suspended. */
export function exportGlue(
  signature: Signature,
): (
  memory: GuestMemory,
  exported: CoreFunction,
  afterwards: CoreFunction | undefined,
) => (...values: readonly WitValue[]) => Promise<WitValue> {
  const codecs = signature.parameters.map(({ type }) => flatCodec(type));
  if (flatCount(signature) > MOST_PARAMETERS) throw new TypeError('Too many parameters.');
  const { result } = signature;
  const inMemory = result !== undefined && layoutOf(result).flat > MOST_RESULTS;
  const stored = result === undefined ? undefined : memoryCodec(result);
  const flat = result === undefined || inMemory ? undefined : flatCodec(result);
  return (memory, exported, afterwards) => {
    const run = promising(exported);
    const take = (answer: CoreValue = 0): WitValue => {
      memory.begin();
      const value = inMemory
        ? stored?.load(memory, Number(answer) >>> 0)
        : flat?.lift(memory, [answer], 0);
      afterwards?.(answer);
      return value;
    };
    // Called for each item of a list: every promise less can be measured.
    return (...values) =>
      run(...codecs.flatMap((codec, i) => codec.lower(memory, values[i]))).then(take);
  };
}

/** Hands what a function of ours answered to the plugin: where the plugin said, or as it is. */
function answerGlue({
  result,
}: Signature): (
  memory: GuestMemory,
  values: readonly CoreValue[],
  answer: WitValue,
) => CoreValue | undefined {
  if (result === undefined) return () => undefined;
  if (layoutOf(result).flat <= MOST_RESULTS) {
    const { lower } = flatCodec(result);
    return (memory, _, answer) => lower(memory, answer)[0];
  }
  const codec = memoryCodec(result);
  return (memory, values, answer) => {
    // Where it is to be put comes last.
    codec.store(memory, Number(values[values.length - 1]) >>> 0, answer);
    return undefined;
  };
}

function liftParameters(
  signature: Signature,
): (memory: GuestMemory, values: readonly CoreValue[]) => readonly WitValue[] {
  if (flatCount(signature) > MOST_PARAMETERS) {
    const codec = memoryCodec({ kind: 'record', fields: signature.parameters });
    return (memory, values) => {
      memory.begin();
      const record = codec.load(memory, Number(values[0]) >>> 0);
      return Object.values(record as { readonly [name: string]: WitValue });
    };
  }
  let position = 0;
  const codecs = signature.parameters.map(({ type }) => {
    const at = position;
    position += layoutOf(type).flat;
    return { at, lift: flatCodec(type).lift };
  });
  return (memory, values) => {
    memory.begin();
    const lifted: WitValue[] = [];
    for (const { at, lift } of codecs) lifted.push(lift(memory, values, at));
    return lifted;
  };
}

function flatCount({ parameters }: Signature): number {
  return parameters.reduce((sum, { type }) => sum + layoutOf(type).flat, 0);
}

/** Between values and the core values they are passed as. */
interface FlatCodec {
  lift(memory: GuestMemory, values: readonly CoreValue[], at: number): WitValue;
  lower(memory: GuestMemory, value: WitValue): CoreValue[];
}

/** For what our contract passes without memory: plain values, text, bytes and enums. */
function flatCodec(type: WitType): FlatCodec {
  switch (type.kind) {
    case 'bool':
      return {
        lift: (_, values, at) => values[at] !== 0,
        lower: (_, value) => [value === true ? 1 : 0],
      };
    case 'u8':
    case 'u32':
      return {
        lift: (_, values, at) => Number(values[at]) >>> 0,
        lower: (_, value) => [Number(value)],
      };
    case 'f64':
    case 's64':
      return {
        lift: (_, values, at) => values[at],
        lower: (_, value) => [value as CoreValue],
      };
    case 'u64':
      return {
        lift: (_, values, at) => BigInt.asUintN(64, BigInt(values[at] ?? 0)),
        lower: (_, value) => [value as CoreValue],
      };
    case 'string':
      return {
        lift: (memory, values, at) =>
          memory.text(Number(values[at]) >>> 0, Number(values[at + 1]) >>> 0),
        lower: (memory, value) => [...memory.putText(value as string)],
      };
    case 'enum': {
      const { numberOf, join } = casesAsValues(type);
      return {
        lift(_, values, at) {
          const number = Number(values[at]) >>> 0;
          if (number >= type.names.length) throw new GuestFault(`gave case ${number}`);
          return join(number, undefined);
        },
        lower: (_, value) => [numberOf(value)],
      };
    }
    case 'list':
    case 'record':
    case 'variant':
    case 'option':
    case 'result':
      throw new TypeError(`A ${type.kind} is passed through memory only.`);
    default:
      return type satisfies never;
  }
}
