import { checkSchema, type Problem } from '#base';
import type { Static } from 'typebox';
import { completeGather } from './complete-gather.ts';
import type { Gather } from './gather.ts';
import { GATHER_SCHEMA } from './gather-schema.ts';

/** What `GATHER_SCHEMA` lets through. */
export type GatherInput = Static<typeof GATHER_SCHEMA>;

export type ParsedGather =
  | { readonly ok: true; readonly gather: Gather }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * A definition out of anything: its shape, with usual values for what was left out. Whether its
 * columns are there, and what they take, is for `checkGather`.
 */
export async function parseGather(input: unknown): Promise<ParsedGather> {
  const checked = await checkSchema(GATHER_SCHEMA, input);
  return checked.ok ? { ok: true, gather: completeGather(checked.value) } : checked;
}
