import { type Clock, newId, NotFound, type Problem, type TokenId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import {
  type ApiToken,
  type ApiTokenInput,
  includedScopes,
  type Scope,
  SCOPES,
} from './api-token.ts';
import { TOKEN_PREFIX } from './authenticate-token.ts';
import { hashSecret, newSecret } from './secret.ts';
import { insertToken, listTokens, removeToken } from './token-store.ts';
import { InvalidToken, UserNotFound } from './user-errors.ts';
import { mayActAs, mayAdministerUser, require } from './user-policy.ts';
import { findUser } from './user-store.ts';

const MAX_NAME = 100;

/** The API tokens of a user: made by oneself, revoked also by who administers the user. */
export interface OwnTokens {
  list(ctx: RequestContext, user: UserId): Promise<readonly ApiToken[]>;
  /** The token is in this answer and never again. */
  create(
    ctx: RequestContext,
    user: UserId,
    input: ApiTokenInput,
  ): Promise<{ readonly id: TokenId; readonly token: string; readonly scopes: readonly Scope[] }>;
  revoke(ctx: RequestContext, user: UserId, token: TokenId): Promise<void>;
}

export function createOwnTokens(deps: { database: Database; clock: Clock }): OwnTokens {
  const { database, clock } = deps;
  const { queries } = database;
  const check = async (ctx: RequestContext, id: UserId) => {
    if (mayActAs(ctx.actor, id)) return;
    const user = await findUser(queries, id);
    if (!user) throw new UserNotFound();
    require(mayAdministerUser(ctx.actor, user), 'These are the tokens of somebody else.');
  };
  return {
    async list(ctx, user) {
      await check(ctx, user);
      const tokens = await listTokens(queries, user);
      return tokens.map((token) => ({ ...token, scopes: includedScopes(token.scopes) }));
    },

    async create(ctx, user, input) {
      require(mayActAs(ctx.actor, user), 'Everybody makes tokens for themselves only.');
      if (!(await findUser(queries, user))) throw new UserNotFound();
      const name = input.name.trim();
      const problems = checkToken({ ...input, name }, clock.now());
      if (problems.length > 0) throw new InvalidToken(problems);
      const id = newId<'token'>();
      const token = TOKEN_PREFIX + newSecret();
      const scopes = includedScopes(input.scopes);
      await insertToken(queries, {
        id,
        token_hash: hashSecret(token),
        user_id: user,
        name,
        scopes: [...scopes],
        created: clock.now(),
        expires: input.expires ?? null,
      });
      ctx.log.info({ user, token: id, scopes }, 'An API token was made');
      return { id, token, scopes };
    },

    async revoke(ctx, user, id) {
      await check(ctx, user);
      if (!(await removeToken(queries, user, id))) {
        throw new NotFound('token.not_found', 'There is no such token any more.');
      }
      ctx.log.info({ user, token: id, by: ctx.actor.id }, 'An API token was revoked');
    },
  };
}

function checkToken(input: ApiTokenInput, now: Date): readonly Problem[] {
  const problems: Problem[] = [];
  if (input.name === '') {
    problems.push({
      pointer: '/name',
      code: 'required',
      message: 'A token needs a name that says what it is for.',
    });
  } else if (input.name.length > MAX_NAME || /\p{Cc}|\p{Cs}/u.test(input.name)) {
    problems.push({
      pointer: '/name',
      code: 'invalid_name',
      message: `The name of a token is one line of at most ${MAX_NAME} characters.`,
    });
  }
  if (input.scopes.length === 0 || input.scopes.some((scope) => !SCOPES.includes(scope))) {
    problems.push({
      pointer: '/scopes',
      code: 'invalid_scope',
      message: `Choose what the token may be used for: ${SCOPES.join(', ')}.`,
    });
  }
  if (input.expires && !(input.expires > now)) {
    problems.push({
      pointer: '/expires',
      code: 'in_the_past',
      message: 'A token must expire in the future.',
    });
  }
  return problems;
}
