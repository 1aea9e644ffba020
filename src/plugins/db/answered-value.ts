import type { Json } from '#base';

/** A value of the database as plugins are given it: times in ISO 8601, bytes in base64. */
export function answeredValue(value: unknown): Json {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  // All else is read as JSON has it.
  return (value ?? null) as Json;
}
