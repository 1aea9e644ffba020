import { InvalidInput, type Problem } from '#base';
import type { TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';
import type { Validator } from 'typebox/compile';

/** Validators by schema: compiling takes a millisecond, checking a few microseconds. */
const compiled = new WeakMap<TSchema, Validator>();

/** Throws `InvalidInput` with a JSON pointer for each place where `body` is not as `schema` says. */
export async function checkBody(schema: TSchema, body: unknown): Promise<void> {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    // Some 300 files that reading needs none of: they are loaded by the first body.
    const { Compile } = await import('typebox/compile');
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  if (validator.Check(body)) return;
  throw new InvalidInput('web.invalid_body', 'The body is not as this endpoint takes it.', {
    problems: explain(validator.Errors(body)),
  });
}

/** One problem for each place: what the branches of a union say is told once, by the union. */
function explain(errors: readonly TLocalizedValidationError[]): readonly Problem[] {
  const unions = new Set<TLocalizedValidationError>(
    errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf'),
  );
  const branches = (union: TLocalizedValidationError) =>
    errors.filter((error) => error.schemaPath.startsWith(`${union.schemaPath}/${union.keyword}/`));
  const inBranches = new Set([...unions].flatMap(branches));
  return errors
    .filter((error) => !inBranches.has(error))
    .flatMap((error) => {
      if (!unions.has(error)) return toProblems(error);
      const types = branches(error).flatMap((branch) =>
        branch.keyword === 'type' && branch.instancePath === error.instancePath
          ? branch.params.type
          : [],
      );
      const message =
        types.length === 0
          ? 'This is none of the forms that are taken here.'
          : `This must be ${anOf([...new Set(types)])}.`;
      return [{ pointer: error.instancePath, code: 'wrong_type', message }];
    });
}

function toProblems(error: TLocalizedValidationError): readonly Problem[] {
  const at = error.instancePath;
  const inside = (name: string) => `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => ({
        pointer: inside(name),
        code: 'required',
        message: 'This is required.',
      }));
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) => ({
        pointer: inside(name),
        code: 'unknown_field',
        message: `There is no field ${JSON.stringify(name)} here.`,
      }));
    case 'boolean':
      // What additionalProperties: false says a second time.
      return [];
    case 'type':
      return [
        { pointer: at, code: 'wrong_type', message: `This must be ${anOf(error.params.type)}.` },
      ];
    default:
      return [{ pointer: at, code: error.keyword, message: `This ${error.message}.` }];
  }
}

function anOf(type: string | readonly string[]): string {
  const names = typeof type === 'string' ? [type] : type;
  return names
    .map((name) => (/^[aeiou]/.test(name) ? `an ${name}` : name === 'null' ? name : `a ${name}`))
    .join(' or ');
}
