import type { Capability } from '../manifest/index.ts';
import type { RefusalCode } from '../refused.ts';

/** Refuses as the boundary of a component does. */
export function refuse(code: RefusalCode, message: string): never {
  throw Object.assign(new Error(message), { payload: { tag: code, val: message } });
}

/** Refuses what needs a capability that the plugin does not have. */
export function needs(granted: readonly Capability[], capability: Capability): void {
  if (granted.includes(capability)) return;
  refuse('not-granted', capability);
}
