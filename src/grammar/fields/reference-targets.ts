import { NotFound } from '#base';
import type { ReferenceType } from './field-type.ts';
import type { ReferenceTarget, ReferenceTargets } from './references.ts';

/** A registry of what fields may point to; the rooms that own the records register themselves. */
export function createReferenceTargets(): ReferenceTargets {
  const targets = new Map<ReferenceType, ReferenceTarget>();
  return {
    register: (target) => {
      if (targets.has(target.type)) throw new Error(`“${target.type}” is registered already.`);
      targets.set(target.type, target);
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
