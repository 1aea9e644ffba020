import { isObject, type Json, type JsonObject } from './json.ts';
import { OperationWork } from './operation-work.ts';

/**
 * One change of a JSON document, said as data, so that several parties can each change their part
 * of it without answering the whole. `path` is a JSON pointer (RFC 6901).
 */
export type Operation =
  /** Puts `value` there, whatever was there before; what it is put into has to exist. */
  | { readonly op: 'set'; readonly path: string; readonly value: Json }
  /** The same where nothing is yet; in an array before that place, `-` at its end. */
  | { readonly op: 'add'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  /** The members of the object there in this order; those not named follow in theirs. */
  | { readonly op: 'reorder'; readonly path: string; readonly order: readonly string[] };

/** Why an operation cannot be done, as a sentence. */
export class OperationRefused extends Error {}

/** The keys of a JSON pointer; throws `OperationRefused` where it is none. */
export function pathKeys(path: string): readonly string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) {
    throw new OperationRefused(`“${path}” is no path: it begins with a slash, as in /body/title`);
  }
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `document` with `operation` done; the document itself stays as it was. */
export function applyOperation(document: Json, operation: Operation): Json {
  return applyWithin(new OperationWork(Infinity), document, operation);
}

/** The same for operations that belong together: copies that `work` made before are changed. */
export function applyWithin(work: OperationWork, document: Json, operation: Operation): Json {
  const keys = pathKeys(operation.path);
  work.spend(keys.length);
  return changed(document, keys, operation, { work, at: '' });
}

function changed(
  node: Json,
  [key, ...rest]: readonly string[],
  operation: Operation,
  { work, at }: { readonly work: OperationWork; readonly at: string },
): Json {
  if (key === undefined) return atTarget(node, operation, work);
  const last = rest.length === 0;
  const inner = { work, at: `${at}/${key}` };
  if (isArray(node)) {
    const index = indexOf(node, key, operation, last);
    if (last && operation.op === 'remove') return spliced(work, node, index, 1);
    if (last && operation.op === 'add') return spliced(work, node, index, 0, operation.value);
    const value = changed(node[index] ?? null, rest, operation, inner);
    return spliced(work, node, index, 1, value);
  }
  if (!isMembers(node)) throw new OperationRefused(`there is nothing to hold “${key}” at “${at}”`);
  const known = Object.hasOwn(node, key);
  if (last && operation.op === 'remove') {
    if (!known) throw nothingAt(operation.path);
    const own = work.ownObject(node);
    Reflect.deleteProperty(own, key);
    return own;
  }
  if (last && operation.op === 'add' && known) {
    throw new OperationRefused(`there is something at “${operation.path}” already`);
  }
  const creates = last && (operation.op === 'add' || operation.op === 'set');
  if (!known && !creates) throw nothingAt(operation.path);
  const value = creates ? operation.value : changed(node[key] ?? null, rest, operation, inner);
  const own = work.ownObject(node);
  // Defined, and not assigned: a key named __proto__ stays a key.
  Object.defineProperty(own, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  return own;
}

function spliced(
  work: OperationWork,
  node: readonly Json[],
  index: number,
  out: number,
  ...values: readonly Json[]
): Json {
  const own = work.ownArray(node);
  // What follows is moved as one block, which is quicker than looking at it.
  if (out !== values.length) work.spend(own.length / 16);
  own.splice(index, out, ...values);
  return own;
}

/** The whole of what the path names. */
function atTarget(node: Json, operation: Operation, work: OperationWork): Json {
  switch (operation.op) {
    case 'set':
      return operation.value;
    case 'reorder':
      return reordered(node, operation, work);
    case 'add':
    case 'remove':
      throw new OperationRefused(`the whole can be set, and not ${operation.op}ed`);
  }
}

function reordered(
  node: Json,
  { path, order }: Operation & { op: 'reorder' },
  work: OperationWork,
): Json {
  if (!isObject(node)) throw new OperationRefused(`what is at “${path}” has no order by name`);
  work.spend(order.length + Object.keys(node).length);
  const missing = order.find((name) => !Object.hasOwn(node, name));
  if (missing !== undefined) throw nothingAt(`${path}/${missing}`);
  const names = new Set([...order, ...Object.keys(node)]);
  return Object.fromEntries([...names].map((name) => [name, node[name]])) as JsonObject;
}

function indexOf(
  node: readonly Json[],
  key: string,
  { op, path }: Operation,
  last: boolean,
): number {
  if (last && op === 'add' && key === '-') return node.length;
  const index = /^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : Number.NaN;
  const end = last && op === 'add' ? node.length : node.length - 1;
  if (!(index <= end)) throw nothingAt(path);
  return index;
}

function nothingAt(path: string): OperationRefused {
  return new OperationRefused(`there is nothing at “${path}”`);
}

function isMembers(node: Json): node is JsonObject {
  return isObject(node);
}

function isArray(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}
