import { NotFound } from '#base';
import type { ReferenceKind, ReferenceType } from './field-type.ts';
import type { ReferenceTarget, ReferenceTargets } from './references.ts';

/** A registry of what fields may point to; the rooms that own the records register themselves. */
export function createReferenceTargets(): ReferenceTargets {
  const targets = new Map<ReferenceType, ReferenceTarget>();
  return {
    register: (target) => {
      if (targets.has(target.type)) throw new Error(`“${target.type}” is registered already.`);
      targets.set(target.type, target);
    },
    listKinds: async (stage, queries) => {
      const kinds = new Map<ReferenceType, readonly ReferenceKind[]>();
      // One after the other: inside a transaction there is one connection.
      for (const target of targets.values()) {
        kinds.set(target.type, (await target.kinds?.(stage, queries)) ?? []);
      }
      return kinds;
    },
    carried: async (queries, ctx, versions) => {
      for (const target of targets.values()) await target.carried?.(queries, ctx, versions);
    },
    get: (type) => {
      const target = targets.get(type);
      if (target) return target;
      throw new NotFound(
        'field.unknown_target',
        `Nothing of the kind “${type}” can be pointed to.`,
      );
    },
  };
}
