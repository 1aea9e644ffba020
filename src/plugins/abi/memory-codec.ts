import { type GuestMemory, GuestFault } from './guest-memory.ts';
import { casesOf, fieldOffsets, layoutOf, payloadOffset } from './layout.ts';
import { WitError, type WitType, type WitValue } from './wit-types.ts';

/** Reads and writes values of one type where they lie in a plugin's memory. */
export interface MemoryCodec {
  load(memory: GuestMemory, pointer: number): WitValue;
  /** Throws `TypeError` for a value of ours that is not of the type. */
  store(memory: GuestMemory, pointer: number, value: WitValue): void;
}

/** Made once for a type, so that a call looks nothing up. */
export function memoryCodec(type: WitType): MemoryCodec {
  switch (type.kind) {
    case 'list':
      return listCodec(type.element);
    case 'record':
      return recordCodec(type.fields);
    case 'variant':
    case 'enum':
    case 'option':
    case 'result':
      return caseCodec(type);
    case 'bool':
    case 'u8':
    case 'u32':
    case 's64':
    case 'u64':
    case 'f64':
    case 'string':
      return PLAIN[type.kind];
    default:
      return type satisfies never;
  }
}

const PLAIN = {
  bool: {
    load: (memory, at) => memory.view(at, 1, 1).getUint8(at) !== 0,
    store: (memory, at, value) => memory.view(at, 1, 1).setUint8(at, value === true ? 1 : 0),
  },
  u8: {
    load: (memory, at) => memory.view(at, 1, 1).getUint8(at),
    store: (memory, at, value) => memory.view(at, 1, 1).setUint8(at, asNumber(value)),
  },
  u32: {
    load: (memory, at) => memory.view(at, 4, 4).getUint32(at, true),
    store: (memory, at, value) => memory.view(at, 4, 4).setUint32(at, asNumber(value), true),
  },
  s64: {
    load: (memory, at) => memory.view(at, 8, 8).getBigInt64(at, true),
    store: (memory, at, value) => memory.view(at, 8, 8).setBigInt64(at, asBigint(value), true),
  },
  u64: {
    load: (memory, at) => memory.view(at, 8, 8).getBigUint64(at, true),
    store: (memory, at, value) => memory.view(at, 8, 8).setBigUint64(at, asBigint(value), true),
  },
  f64: {
    load: (memory, at) => memory.view(at, 8, 8).getFloat64(at, true),
    store: (memory, at, value) => memory.view(at, 8, 8).setFloat64(at, asNumber(value), true),
  },
  string: {
    load: (memory, at) => {
      const view = memory.view(at, 8, 4);
      return memory.text(view.getUint32(at, true), view.getUint32(at + 4, true));
    },
    store: (memory, at, value) => memory.storeText(at, asText(value)),
  },
} as const satisfies Record<string, MemoryCodec>;

/** Lists of numbers and the like; `list<u8>` is bytes. */
function listCodec(element: WitType): MemoryCodec {
  const { size, align } = layoutOf(element);
  const codec = memoryCodec(element);
  const ofBytes = element.kind === 'u8';
  return {
    load(memory, at) {
      const view = memory.view(at, 8, 4);
      const [pointer, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
      const bytes = memory.bytes(pointer, length * size);
      if (ofBytes) return bytes.slice();
      return Array.from({ length }, (_, i) => codec.load(memory, pointer + i * size));
    },
    store(memory, at, value) {
      if (value instanceof Uint8Array) return memory.storePair(at, ...memory.putBytes(value));
      if (!Array.isArray(value)) throw new TypeError('A list was expected.');
      const pointer = memory.allocate(value.length * size, align);
      for (const [i, one] of (value as readonly WitValue[]).entries()) {
        codec.store(memory, pointer + i * size, one);
      }
      return memory.storePair(at, pointer, value.length);
    },
  };
}

function recordCodec(fields: readonly { name: string; type: WitType }[]): MemoryCodec {
  const offsets = fieldOffsets(fields);
  const codecs = fields.map(({ name, type }, i) => ({
    name,
    offset: offsets[i] ?? 0,
    codec: memoryCodec(type),
  }));
  return {
    load: (memory, at) =>
      Object.fromEntries(
        codecs.map(({ name, offset, codec }) => [name, codec.load(memory, at + offset)]),
      ),
    store(memory, at, value) {
      const record = asRecord(value);
      for (const { name, offset, codec } of codecs) codec.store(memory, at + offset, record[name]);
    },
  };
}

/** Everything that begins with the number of a case: variants, enums, options, results. */
function caseCodec(type: WitType): MemoryCodec {
  const cases = casesOf(type) ?? [];
  const offset = payloadOffset(cases);
  const { size, align } = layoutOf(type);
  const codecs = cases.map((one) => (one === undefined ? undefined : memoryCodec(one)));
  const { numberOf, payloadOf, join } = casesAsValues(type);
  return {
    load(memory, at) {
      const number = memory.view(at, size, align).getUint8(at);
      if (number >= codecs.length) throw new GuestFault(`gave case ${number} of ${codecs.length}`);
      return join(number, codecs[number]?.load(memory, at + offset));
    },
    store(memory, at, value) {
      const number = numberOf(value);
      memory.view(at, size, align).setUint8(at, number);
      codecs[number]?.store(memory, at + offset, payloadOf(value));
    },
  };
}

/** Between our values and the numbers of cases. */
export interface CasesAsValues {
  numberOf(value: WitValue): number;
  payloadOf(value: WitValue): WitValue;
  join(number: number, payload: WitValue): WitValue;
}

const OPTION: CasesAsValues = {
  numberOf: (value) => (value === undefined ? 0 : 1),
  payloadOf: (value) => value,
  join: (number, payload) => (number === 0 ? undefined : payload),
};
const RESULT: CasesAsValues = {
  numberOf: (value) => (value instanceof WitError ? 1 : 0),
  payloadOf: (value) => (value instanceof WitError ? value.error : value),
  join: (number, payload) => (number === 0 ? payload : new WitError(payload)),
};

export function casesAsValues(type: WitType): CasesAsValues {
  if (type.kind === 'option') return OPTION;
  if (type.kind === 'result') return RESULT;
  const isEnum = type.kind === 'enum';
  const names = isEnum
    ? type.names
    : type.kind === 'variant'
      ? type.cases.map(({ name }) => name)
      : [];
  return {
    numberOf(value) {
      const name = isEnum ? value : asRecord(value)['tag'];
      const number = names.findIndex((other) => other === name);
      if (number < 0) throw new TypeError(`What was given is none of: ${names.join(', ')}.`);
      return number;
    },
    payloadOf: (value) => (isEnum ? undefined : asRecord(value)['value']),
    join: (number, payload) => (isEnum ? names[number] : { tag: names[number], value: payload }),
  };
}

function asNumber(value: WitValue): number {
  if (typeof value !== 'number') throw new TypeError('A number was expected.');
  return value;
}

function asBigint(value: WitValue): bigint {
  if (typeof value !== 'bigint') throw new TypeError('A bigint was expected.');
  return value;
}

function asText(value: WitValue): string {
  if (typeof value !== 'string') throw new TypeError('Text was expected.');
  return value;
}

function asRecord(value: WitValue): { readonly [name: string]: WitValue } {
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) {
    throw new TypeError('A record was expected.');
  }
  return value as { readonly [name: string]: WitValue };
}
