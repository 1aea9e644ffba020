import { InvalidInput } from '#base';

export const LONGEST_NAME = 100;

/** The name as it is kept; throws `InvalidInput` when a site cannot be called so. */
export function checkSiteName(given: string): string {
  const name = given.trim();
  if (name === '') throw badSiteName('required', 'Give the site a name.');
  if (!isOneLine(name, LONGEST_NAME)) {
    throw badSiteName(
      'invalid_name',
      `The name of the site is one line of at most ${LONGEST_NAME} characters.`,
    );
  }
  return name;
}

/** Whether `text` is a single line of at most `most` characters. */
export function isOneLine(text: string, most: number): boolean {
  return Array.from(text).length <= most && !/[\p{Cc}\p{Cs}]/u.test(text);
}

function badSiteName(code: string, message: string): InvalidInput {
  const problems = [{ pointer: '/site_name', code, message }];
  return new InvalidInput('site.invalid', message, { problems });
}
