import { isObject, type Json, type JsonObject } from './json.ts';

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
  return changed(document, pathKeys(operation.path), operation, '');
}

function changed(
  node: Json,
  [key, ...rest]: readonly string[],
  operation: Operation,
  at: string,
): Json {
  if (key === undefined) return atTarget(node, operation);
  const last = rest.length === 0;
  if (isArray(node)) {
    const index = indexOf(node, key, operation, last);
    const before = node.slice(0, index);
    if (last && operation.op === 'remove') return [...before, ...node.slice(index + 1)];
    if (last && operation.op === 'add') return [...before, operation.value, ...node.slice(index)];
    const inner = changed(node[index] ?? null, rest, operation, `${at}/${key}`);
    return [...before, inner, ...node.slice(index + 1)];
  }
  if (!isMembers(node)) throw new OperationRefused(`there is nothing to hold “${key}” at “${at}”`);
  const known = Object.hasOwn(node, key);
  if (last && operation.op === 'remove') {
    if (!known) throw nothingAt(operation.path);
    return Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
  }
  if (last && operation.op === 'add' && known) {
    throw new OperationRefused(`there is something at “${operation.path}” already`);
  }
  const creates = last && (operation.op === 'add' || operation.op === 'set');
  if (!known && !creates) throw nothingAt(operation.path);
  // Made by entries: a key named __proto__ stays a key.
  const value = creates
    ? operation.value
    : changed(node[key] ?? null, rest, operation, `${at}/${key}`);
  return withMember(node, key, value);
}

/** The whole of what the path names. */
function atTarget(node: Json, operation: Operation): Json {
  switch (operation.op) {
    case 'set':
      return operation.value;
    case 'reorder':
      return reordered(node, operation);
    case 'add':
    case 'remove':
      throw new OperationRefused(`the whole can be set, and not ${operation.op}ed`);
  }
}

function reordered(node: Json, { path, order }: Operation & { op: 'reorder' }): Json {
  if (!isObject(node)) throw new OperationRefused(`what is at “${path}” has no order by name`);
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

function withMember(node: JsonObject, key: string, value: Json): JsonObject {
  const entries = Object.entries(node);
  const place = entries.findIndex(([name]) => name === key);
  return Object.fromEntries(
    place === -1 ? [...entries, [key, value]] : entries.with(place, [key, value]),
  );
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
