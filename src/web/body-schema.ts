import { checkSchema, InvalidInput } from '#base';
import type { TSchema } from 'typebox';

/** Throws `InvalidInput` with a JSON pointer for each place where `body` is not as `schema` says. */
export async function checkBody(schema: TSchema, body: unknown): Promise<void> {
  const checked = await checkSchema(schema, body);
  if (checked.ok) return;
  throw new InvalidInput('web.invalid_body', 'The body is not as this endpoint takes it.', {
    problems: checked.problems,
  });
}
