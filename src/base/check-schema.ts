import type { Static, TSchema } from 'typebox';
import type { Validator } from 'typebox/compile';
import type { Problem } from './problems.ts';
import { schemaProblems } from './schema-problems.ts';

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Each form of a place has its own errors, and the one about all forms comes last. */
const MANY = 500;
/** Validators by schema: compiling takes a millisecond, checking a few microseconds. */
const compiled = new WeakMap<TSchema, Validator>();

/** Whether `input` is as `schema` says, or what is wrong with it, by JSON pointer. */
export async function checkSchema<Schema extends TSchema>(
  schema: Schema,
  input: unknown,
): Promise<Checked<Static<Schema>>> {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    // Some 300 files that reading needs none of: they are loaded by the first check.
    const [{ Compile }, { Settings }] = await Promise.all([
      import('typebox/compile'),
      import('typebox/system'),
    ]);
    Settings.Set({ maxErrors: MANY });
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  // The schema says that it is one.
  if (validator.Check(input)) return { ok: true, value: input as Static<Schema> };
  return { ok: false, problems: schemaProblems(validator.Errors(input)) };
}
