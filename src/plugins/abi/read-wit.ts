import type { Named, Signature, WitType } from './wit-types.ts';

/** The interfaces of a WIT package: `log` → `write` → what it takes and answers. */
export interface WitPackage {
  /** `trovato:plugin`. */
  readonly name: string;
  readonly version: string;
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, Signature>>;
  /** Reads a function type written in WIT, with the types of the interface `types`. */
  signature(text: string): Signature;
}

type Types = ReadonlyMap<string, WitType>;

const PLAIN = ['bool', 'u8', 'u32', 's64', 'u64', 'f64', 'string'] as const;
const TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\/|%?[a-z][a-z0-9-]*|->|[{}()<>,:;=@./_]|\d+/gi;

/** Reads the part of WIT that the contract is written in: interfaces of types and functions. */
export function readWit(files: readonly string[]): WitPackage {
  const interfaces = new Map<string, ReadonlyMap<string, Signature>>();
  let types: Types = new Map();
  let [name, version] = ['', ''];
  // What others use is read first.
  for (const text of files.toSorted((a, b) => Number(isTypes(b)) - Number(isTypes(a)))) {
    const tokens = createTokens(text);
    if (tokens.take('package')) {
      [name, version] = [`${tokens.next()}${tokens.next()}${tokens.next()}`, ''];
      if (tokens.take('@')) while (!tokens.take(';')) version += tokens.next();
    }
    while (tokens.take('interface')) {
      const called = tokens.next();
      const read = readInterface(tokens, types);
      if (called === 'types') types = read.types;
      else interfaces.set(called, read.functions);
    }
    tokens.end();
  }
  return {
    name,
    version,
    interfaces,
    signature: (text) => readSignature(createTokens(text), types),
  };
}

function isTypes(text: string): boolean {
  return /^interface types\b/m.test(text);
}

type Tokens = ReturnType<typeof createTokens>;

function createTokens(text: string) {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
  const unread = text.replaceAll(TOKEN, '').trim();
  if (unread !== '') throw new Error(`WIT that is not understood: ${unread.slice(0, 50)}`);
  let at = 0;
  return {
    next: (): string => tokens[at++]?.replace(/^%/, '') ?? '',
    take(token: string): boolean {
      if (tokens[at] !== token) return false;
      at += 1;
      return true;
    },
    expect(token: string): void {
      if (!this.take(token)) {
        throw new Error(`WIT that is not understood: “${tokens[at] ?? ''}” instead of “${token}”`);
      }
    },
    end(): void {
      if (at < tokens.length) throw new Error(`WIT that is not understood: ${tokens[at] ?? ''}`);
    },
  };
}

function readInterface(tokens: Tokens, shared: Types) {
  const types = new Map(shared);
  const functions = new Map<string, Signature>();
  tokens.expect('{');
  while (!tokens.take('}')) {
    if (tokens.take('use')) {
      while (!tokens.take(';')) tokens.next();
      continue;
    }
    const word = tokens.next();
    const read = DECLARATIONS.get(word);
    if (read !== undefined) {
      const name = tokens.next();
      types.set(name, read(tokens, types));
    } else {
      tokens.expect(':');
      functions.set(word, readSignature(tokens, types));
      tokens.expect(';');
    }
  }
  return { types, functions };
}

const DECLARATIONS: ReadonlyMap<string, (tokens: Tokens, types: Types) => WitType> = new Map([
  [
    'type',
    (tokens: Tokens, types: Types) => {
      tokens.expect('=');
      const type = readType(tokens, types);
      tokens.expect(';');
      return type;
    },
  ],
  [
    'enum',
    (tokens: Tokens): WitType => ({ kind: 'enum', names: readList(tokens, '{', '}', tokens.next) }),
  ],
  [
    'record',
    (tokens: Tokens, types: Types): WitType => ({
      kind: 'record',
      fields: readList(tokens, '{', '}', () => readNamed(tokens, types)),
    }),
  ],
  [
    'variant',
    (tokens: Tokens, types: Types): WitType => ({
      kind: 'variant',
      cases: readList(tokens, '{', '}', () => {
        const name = tokens.next();
        if (!tokens.take('(')) return { name, type: undefined };
        const type = readType(tokens, types);
        tokens.expect(')');
        return { name, type };
      }),
    }),
  ],
]);

function readSignature(tokens: Tokens, types: Types): Signature {
  tokens.expect('func');
  const parameters = readList(tokens, '(', ')', () => readNamed(tokens, types));
  return { parameters, result: tokens.take('->') ? readType(tokens, types) : undefined };
}

function readNamed(tokens: Tokens, types: Types): Named<WitType> {
  const name = tokens.next();
  tokens.expect(':');
  return { name, type: readType(tokens, types) };
}

function readType(tokens: Tokens, types: Types): WitType {
  const word = tokens.next();
  const plain = PLAIN.find((kind) => kind === word);
  if (plain !== undefined) return { kind: plain };
  if (word === 'list' || word === 'option') {
    const [inner] = readList(tokens, '<', '>', () => readType(tokens, types));
    if (inner === undefined) throw new Error(`WIT that is not understood: ${word} of nothing`);
    return word === 'list' ? { kind: 'list', element: inner } : { kind: 'option', value: inner };
  }
  if (word === 'result') return readResult(tokens, types);
  const named = types.get(word);
  if (named === undefined) throw new Error(`WIT that is not understood: the type “${word}”`);
  return named;
}

function readResult(tokens: Tokens, types: Types): WitType {
  if (!tokens.take('<')) return { kind: 'result', ok: undefined, error: undefined };
  const ok = tokens.take('_') ? undefined : readType(tokens, types);
  const error = tokens.take(',') ? readType(tokens, types) : undefined;
  tokens.expect('>');
  return { kind: 'result', ok, error };
}

function readList<Entry>(
  tokens: Tokens,
  open: string,
  close: string,
  read: () => Entry,
): readonly Entry[] {
  const entries: Entry[] = [];
  tokens.expect(open);
  while (!tokens.take(close)) {
    entries.push(read());
    tokens.take(',');
  }
  return entries;
}
