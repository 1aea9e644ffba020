export type { ApiToken, ApiTokenInput, Scope } from './api-token.ts';
export { SCOPES } from './api-token.ts';
export { createUsers } from './create-users.ts';
export { ANONYMOUS_ROLE, AUTHENTICATED_ROLE, type Role } from './roles.ts';
export { type Authenticated, LONGEST_SESSION, type SessionInfo } from './session.ts';
export type { SignedIn, SignInInput } from './sign-in.ts';
export type { UpdatedUser, UpdateUserOptions } from './update-user.ts';
export type { Client, Profile, User, UserInput, UserPage, UserQuery } from './user.ts';
export type { Users } from './users.ts';
