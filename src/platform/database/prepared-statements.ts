import { createHash } from 'node:crypto';

/** A statement as `pg` takes it; with a name it is parsed and planned once a connection. */
export interface NamedStatement {
  readonly text: string;
  readonly name?: string;
}

/** Seen this often, a statement is worth a name. */
const WORTH_A_NAME = 5;
/** Each name costs every connection some memory on the server. */
const MOST_NAMES = 200;
/** Lists of ids make statements that never come again: forget the counts before they pile up. */
const MOST_COUNTED = 2000;
/** PostgreSQL's code for "cached plan must not change result type". */
const FEATURE_NOT_SUPPORTED = '0A000';

/**
 * Names for the statements that come again and again, so that PostgreSQL parses and plans them
 * once. When a migration changes a table under a named `select *`, the server refuses the old
 * plan: all names are then given anew.
 */
export function createPreparedStatements() {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  let round = 0;
  return {
    statement(text: string): NamedStatement {
      const name = names.get(text);
      if (name !== undefined) return { text, name };
      const count = (seen.get(text) ?? 0) + 1;
      if (count < WORTH_A_NAME || names.size >= MOST_NAMES) {
        if (seen.size >= MOST_COUNTED) seen.clear();
        seen.set(text, count);
        return { text };
      }
      seen.delete(text);
      const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16);
      names.set(text, `t${round}_${hash}`);
      return { text };
    },
    noteError(error: unknown): void {
      if (codeOf(error) !== FEATURE_NOT_SUPPORTED) return;
      round += 1;
      names.clear();
    },
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
