export { inTransaction, queriesOf, withTransaction } from './in-transaction.ts';
export { audience } from './audience.ts';
export { type Actor, can, systemActor } from './actor.ts';
export { type RequestContext, systemContext } from './request-context.ts';
export {
  createPermissionRegistry,
  type Permission,
  type PermissionRegistry,
} from './permissions.ts';
