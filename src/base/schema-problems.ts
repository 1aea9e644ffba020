import type { TLocalizedValidationError } from 'typebox/error';
import { pointer, type Problem } from './problems.ts';

/**
 * What a check by JSON Schema found, one problem for each place. Of the forms that a place may
 * have, that is told which comes closest.
 */
export function schemaProblems(errors: readonly TLocalizedValidationError[]): readonly Problem[] {
  const [union] = errors.filter(isUnion).sort((a, b) => a.schemaPath.length - b.schemaPath.length);
  if (union === undefined) return errors.flatMap(problemsOf);
  const inside = errors.filter((error) => error.schemaPath.startsWith(`${branchPath(union)}/`));
  const rest = errors.filter((error) => error !== union && !inside.includes(error));
  return [...schemaProblems(rest), ...unionProblems(union, inside)];
}

const isUnion = ({ keyword }: TLocalizedValidationError): boolean =>
  keyword === 'anyOf' || keyword === 'oneOf';
const branchPath = (union: TLocalizedValidationError): string =>
  `${union.schemaPath}/${union.keyword}`;

function unionProblems(
  union: TLocalizedValidationError,
  inside: readonly TLocalizedValidationError[],
): readonly Problem[] {
  const at = union.instancePath;
  const branches = new Map<string, TLocalizedValidationError[]>();
  for (const error of inside) {
    const [branch = ''] = error.schemaPath.slice(branchPath(union).length + 1).split('/', 1);
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const itself = (error: TLocalizedValidationError) => error.instancePath === at;
  const types = inside.flatMap((error) =>
    error.keyword === 'type' && itself(error) ? error.params.type : [],
  );
  const fitting = [...branches.values()].filter(
    (branch) => !branch.some((error) => error.keyword === 'type' && itself(error)),
  );
  if (fitting.every((branch) => branch.every(itself) && isConst(branch))) {
    const values = inside.flatMap((error) =>
      error.keyword === 'const' && itself(error) ? JSON.stringify(error.params.allowedValue) : [],
    );
    const known =
      values.length > 0 ? `one of ${[...new Set(values)].join(', ')}` : anOf([...new Set(types)]);
    return [{ pointer: at, code: 'wrong_type', message: `This must be ${known}.` }];
  }
  // `kind` tells which form is meant.
  const kinds = new Set(
    fitting.flatMap((branch) =>
      branch.flatMap((error) =>
        isKind(error, at) ? JSON.stringify(error.params.allowedValue) : [],
      ),
    ),
  );
  const meant = fitting.filter((branch) => !branch.some((error) => isKind(error, at)));
  if (kinds.size > 0 && meant.length === 0) {
    const message = `This must be one of ${[...kinds].join(', ')}.`;
    return [{ pointer: `${at}/kind`, code: 'unknown_kind', message }];
  }
  const [closest] = (meant.length > 0 ? meant : fitting)
    .map((branch) => schemaProblems(branch))
    .sort((a, b) => a.length - b.length);
  return closest ?? [];
}

function isConst(branch: readonly TLocalizedValidationError[]): boolean {
  return branch.some(({ keyword }) => keyword === 'const');
}

function isKind(
  error: TLocalizedValidationError,
  at: string,
): error is Extract<TLocalizedValidationError, { keyword: 'const' }> {
  return error.keyword === 'const' && error.instancePath === `${at}/kind`;
}

function problemsOf(error: TLocalizedValidationError): readonly Problem[] {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => ({
        pointer: at + pointer(name),
        code: 'required',
        message: 'This is required.',
      }));
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) => ({
        pointer: at + pointer(name),
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
