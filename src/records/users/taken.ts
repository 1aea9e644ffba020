import type { Problem, UserId } from '#base';
import type { Queries } from '#platform/database';
import { InvalidUser } from './user-errors.ts';
import { isTaken } from './user-store.ts';

function problem(pointer: '/name' | '/mail'): Problem {
  return {
    pointer,
    code: 'taken',
    message:
      pointer === '/name'
        ? 'Another user has this name. Choose a different one.'
        : 'Another user has this mail address.',
  };
}

/** What is wrong when somebody else than `user` goes by `text`. */
export async function takenProblem(
  queries: Queries,
  pointer: '/name' | '/mail',
  text: string,
  user: UserId | undefined,
): Promise<readonly Problem[]> {
  return (await isTaken(queries, text, user)) ? [problem(pointer)] : [];
}

/** Runs a save; when another one took the name in the same moment, says so as a problem. */
export async function refuseTaken<Result>(save: () => Promise<Result>): Promise<Result> {
  try {
    return await save();
  } catch (error) {
    const index = violatedConstraint(error);
    if (index === 'users_name') throw new InvalidUser([problem('/name')]);
    if (index === 'users_mail') throw new InvalidUser([problem('/mail')]);
    throw error;
  }
}

/** The name of the constraint that PostgreSQL (either driver) says was violated. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}
