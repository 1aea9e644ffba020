import { systemActor, systemContext } from '#grammar/access';
import { type Scope, SCOPES } from '#records/users';
import { type Command, InvalidArgumentError } from 'commander';
import { findUser } from '../find-user.ts';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Options {
  readonly scope: readonly Scope[];
  readonly expires?: Date;
  readonly label: string;
}

/** `trovato token create NAME`: lets a program act for a user over REST. */
export function addToken(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('token')
    .description('tokens, with which programs use REST')
    .command('create')
    .description('make a token for a user and print it, once')
    .argument('<name>', 'name or mail address of the user')
    .requiredOption(
      '--scope <scopes>',
      'what it may do: read, or write, which includes it',
      parseScopes,
    )
    .option('--expires <when>', 'a day (2026-12-31) or how long it lasts (90d)', parseExpiry)
    .option('--label <text>', 'what it is for', 'Command line')
    .action(async (name: string, { scope, expires, label }: Options) => {
      const { id, token, scopes } = await withKernel(surroundings, async (kernel) => {
        const user = await findUser(kernel, name);
        // Everybody makes tokens for themselves only: here the command line is that user.
        const ctx = systemContext({ actor: systemActor(user.id, user.name) });
        return kernel.users.tokens.create(ctx, user.id, {
          name: label,
          scopes: scope,
          ...(expires ? { expires } : {}),
        });
      });
      answer({ json: { id, token, scopes, expires: expires ?? null }, text: token });
    });
}

function parseScopes(given: string): readonly Scope[] {
  const names = given.split(',').map((one) => one.trim());
  const scopes = SCOPES.filter((scope) => names.includes(scope));
  if (scopes.length !== new Set(names).size)
    throw new InvalidArgumentError(`Scopes are ${SCOPES.join(' and ')}, with a comma between.`);
  return scopes;
}

function parseExpiry(given: string): Date {
  const [, days] = /^(\d{1,5})d$/.exec(given) ?? [];
  const date = new Date(
    days === undefined ? `${given}T23:59:59Z` : Date.now() + Number(days) * 86_400_000,
  );
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('Write a day like 2026-12-31, or a number of days like 90d.');
  return date;
}
