import { pointer, type Problem } from '#base';

const MAX_NAME = 255;
const MAX_DESCRIPTION = 5000;
const MACHINE_NAME = /^[a-z][a-z0-9_]{0,31}$/;

/** Collects what is wrong with the parts of a vocabulary or a term. */
export function createCategoryCheck() {
  const problems: Problem[] = [];
  const problem = (key: string, code: string, message: string) => {
    problems.push({ pointer: pointer(key), code, message });
    return '';
  };
  return {
    problems,
    problem,

    machineName(key: string, input: unknown): string {
      return typeof input === 'string' && MACHINE_NAME.test(input)
        ? input
        : problem(
            key,
            'invalid_name',
            'A machine name has at most 32 small letters, digits and underscores, and begins with a letter.',
          );
    },

    /** One line that must not be empty. Several blanks in a row count as one. */
    name(key: string, input: unknown, current: string | undefined): string {
      if (input === undefined && current !== undefined) return current;
      const wrong = lineProblem(input);
      if (wrong) return problem(key, wrong.code, wrong.message);
      return typeof input === 'string' ? oneLine(input) : '';
    },

    description(key: string, input: unknown, current = ''): string {
      if (input === undefined || input === null) return current;
      if (typeof input !== 'string') return problem(key, 'type', 'This must be text.');
      if (input.length > MAX_DESCRIPTION)
        return problem(key, 'too_long', `At most ${MAX_DESCRIPTION} characters fit here.`);
      if (!input.isWellFormed() || /[^\P{Cc}\t\n\r]/u.test(input))
        return problem(key, 'characters', 'This must be text without control characters.');
      return input.trim();
    },
  };
}

/** What keeps `input` from being a name: one line that is not empty. */
export function lineProblem(input: unknown): Omit<Problem, 'pointer'> | undefined {
  if (input === undefined || input === null)
    return { code: 'required', message: 'This is required.' };
  if (typeof input !== 'string') return { code: 'type', message: 'This must be text.' };
  const name = oneLine(input);
  if (name === '') return { code: 'required', message: 'This is required.' };
  if (name.length > MAX_NAME)
    return { code: 'too_long', message: `At most ${MAX_NAME} characters fit here.` };
  if (!name.isWellFormed() || /\p{Cc}/u.test(name))
    return { code: 'characters', message: 'This must be one line without control characters.' };
  return undefined;
}

/** Several blanks in a row count as one. */
export function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim();
}
