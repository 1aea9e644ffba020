import { type Json, type JsonObject, isObject } from '#base';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import type { CalledItem, ItemChanges, PluginCall } from './plugin-call.ts';
import { Refusal } from './refusal.ts';

type Value = JsonObject | readonly JsonObject[];

/** The interface `item-api`: reads and changes the item of a tap without its JSON being passed. */
export const itemApi = {
  title: (call: PluginCall, handle: number) => call.changes?.title ?? itemOf(call, handle).title,
  'item-type': (call: PluginCall, handle: number) => itemOf(call, handle).type,
  id: (call: PluginCall, handle: number) => itemOf(call, handle).id,
  revision: (call: PluginCall, handle: number) => itemOf(call, handle).revision,
  author: (call: PluginCall, handle: number) =>
    itemOf(call, handle).author_id ?? absent('an author'),
  published: (call: PluginCall, handle: number) => itemOf(call, handle).published,
  created: (call: PluginCall, handle: number) => time(itemOf(call, handle).created),
  changed: (call: PluginCall, handle: number) =>
    time(itemOf(call, handle).changed ?? itemOf(call, handle).created),

  'get-string': (call: PluginCall, handle: number, field: string) => {
    const value = firstValue(fieldOf(call, handle, field));
    return typeof value === 'string' ? notTooLong(value, field) : undefined;
  },
  'get-integer': (call: PluginCall, handle: number, field: string) => {
    const value = firstValue(fieldOf(call, handle, field));
    return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
  },
  'get-float': (call: PluginCall, handle: number, field: string) => {
    const value = firstValue(fieldOf(call, handle, field));
    return typeof value === 'number' ? value : undefined;
  },
  'get-json': (call: PluginCall, handle: number, field: string) => {
    const value = fieldOf(call, handle, field);
    return value === undefined ? undefined : notTooLong(JSON.stringify(value), field);
  },

  'set-title': (call: PluginCall, handle: number, title: string) => {
    changing(call, handle, title.length).title = title;
  },
  'set-string': (call: PluginCall, handle: number, field: string, value: string) =>
    setValue(call, handle, field, value),
  'set-integer': (call: PluginCall, handle: number, field: string, value: bigint) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) {
      throw new Refusal('invalid', `The number for ${field} is over 2⁵³.`);
    }
    setValue(call, handle, field, number);
  },
  'set-float': (call: PluginCall, handle: number, field: string, value: number) => {
    if (!Number.isFinite(value)) {
      throw new Refusal('invalid', `The number for ${field} is not finite.`);
    }
    setValue(call, handle, field, value);
  },
  'set-json': (call: PluginCall, handle: number, field: string, text: string) => {
    const value = parseValue(text);
    if (value === undefined) {
      throw new Refusal(
        'invalid',
        `What is set in ${field} must be an object, an array of objects, or null.`,
      );
    }
    changing(call, handle, field.length + text.length).fields[field] = value;
  },
} as const;

function itemOf(call: PluginCall, handle: number): CalledItem {
  const { item } = call;
  if (item === undefined || handle !== call.handle) {
    throw new Refusal('not-found', `There is no item with the handle ${handle} here.`);
  }
  return item;
}

function fieldOf(call: PluginCall, handle: number, field: string): Value | undefined {
  const { fields } = itemOf(call, handle);
  const changed = call.changes?.fields;
  if (changed !== undefined && Object.hasOwn(changed, field)) return changed[field] ?? undefined;
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function firstValue(field: Value | undefined): Json | undefined {
  const first = Array.isArray(field) ? (field as readonly JsonObject[])[0] : field;
  return (first as JsonObject | undefined)?.['value'];
}

function notTooLong(text: string, field: string): string {
  // A character has three bytes at the most, and nearly all texts are short.
  if (text.length * 3 <= MOST_BYTES || Buffer.byteLength(text) <= MOST_BYTES) return text;
  throw new Refusal('too-large', `${field} has more than ${MOST_BYTES / 2 ** 20} MiB.`);
}

function changing(call: PluginCall, handle: number, size: number): ItemChanges {
  itemOf(call, handle);
  if (!call.tap.changesItem) {
    throw new Refusal('not-allowed', `At ${call.tap.name} the item is not to be changed.`);
  }
  const changes = (call.changes ??= { size: 0, fields: {} });
  if (changes.size + size > MOST_BYTES) {
    throw new Refusal('too-large', `More than ${MOST_BYTES / 2 ** 20} MiB is set in one item.`);
  }
  changes.size += size;
  return changes;
}

/** The other keys of a value, such as the format of a text, stay. */
function setValue(call: PluginCall, handle: number, field: string, value: string | number): void {
  const { fields } = changing(call, handle, field.length + String(value).length);
  const before = fieldOf(call, handle, field);
  const first = Array.isArray(before) ? (before as readonly JsonObject[])[0] : before;
  fields[field] = { ...(first as JsonObject | undefined), value };
}

function parseValue(text: string): Value | null | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const fits =
      value === null || isObject(value) || (Array.isArray(value) && value.every(isObject));
    // The line before looked.
    return fits ? (value as Value | null) : undefined;
  } catch {
    return undefined;
  }
}

function time(text: string): bigint {
  return BigInt(Date.parse(text));
}

function absent(what: string): never {
  throw new Refusal('not-found', `The item has not ${what} here.`);
}
