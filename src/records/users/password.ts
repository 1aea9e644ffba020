import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Problem } from '#base';

/** Argon2id with 19 MiB, two passes, one lane. Measured: see docs/decisions/passwords.md. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MIN_LENGTH = 10;
/** Longer is no safer, and hashing megabytes would be a way to keep the server busy. */
const MAX_LENGTH = 500;

/** The same characters typed on another keyboard give the same password. */
const normal = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), PARAMETERS);
}

let hashOfNobody: Promise<string> | undefined;

/**
 * Whether `password` belongs to `stored`. Without a stored hash the answer is no, after the same
 * work: how long it takes does not tell whether there is such a user.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('nobody has this password');
  const right = await verify(stored ?? (await hashOfNobody), normal(password.slice(0, MAX_LENGTH)));
  return right && stored !== null;
}

/** Whether `stored` was made with other parameters than a hash of today. */
export function isOutdated(stored: string): boolean {
  const made = parseOptions(stored);
  return (
    made.memoryCost !== PARAMETERS.memoryCost ||
    made.timeCost !== PARAMETERS.timeCost ||
    made.parallelism !== PARAMETERS.parallelism
  );
}

const problem = (code: string, message: string) => [{ pointer: '/password', code, message }];

/** What is wrong with `password` as the password of somebody called `name`. */
export function checkPassword(password: string, name: string): readonly Problem[] {
  const length = Array.from(password).length;
  if (length < MIN_LENGTH) {
    return problem('too_short', `A password has at least ${MIN_LENGTH} characters.`);
  }
  if (length > MAX_LENGTH || password.length > MAX_LENGTH) {
    return problem('too_long', `A password has at most ${MAX_LENGTH} characters.`);
  }
  if (normal(password).toLowerCase() === normal(name).toLowerCase()) {
    return problem('is_name', 'A password may not be the name of the user.');
  }
  return [];
}
