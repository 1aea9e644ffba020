import type { Problem, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import { isTaken } from './user-store.ts';

/** What somebody goes by, as far as it is new. */
interface NewNames {
  readonly name?: string | undefined;
  readonly mail?: string | null | undefined;
}

/** What is wrong when somebody else than `user` goes by one of them. */
export async function takenProblems(
  queries: Queries,
  { name, mail }: NewNames,
  user: UserId | undefined,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  if (name !== undefined && (await isTaken(queries, name, user))) {
    const message = 'Another user has this name. Choose a different one.';
    problems.push({ pointer: '/name', code: 'taken', message });
  }
  if (mail && (await isTaken(queries, mail, user))) {
    const message = 'Another user has this mail address.';
    problems.push({ pointer: '/mail', code: 'taken', message });
  }
  return problems;
}

/**
 * Until the transaction ends nobody else takes a name or mail address: an index knows no name that
 * is another one's address. What is taken is to be asked after it.
 */
export async function lockNames(transaction: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('names of users', 0))`.execute(
    transaction,
  );
}

/** The name of the constraint that PostgreSQL (either driver) says was violated. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}
