import { isObject } from '#base';
import { type Check, isNow, LEFT_OUT } from './walk.ts';

interface Keys {
  /** What has these keys, as messages begin: `A heading element`. */
  readonly what: string;
  readonly checks: ReadonlyMap<string, Check>;
  readonly required?: readonly string[];
  /** Keys that take the whole with them when they are wrong, besides those that are required. */
  readonly fatal?: readonly string[];
  /** What the keys mean, for messages. */
  readonly properties: { readonly [key: string]: { readonly description?: string } };
}

/** An object with certain keys: what is wrong is left out, and the whole when it was needed. */
export function checkKeys({ what, checks, required = [], fatal = [], properties }: Keys): Check {
  const needed = new Set([...required, ...fatal]);
  const names = [...checks.keys()].join(', ');
  const unknown: Check = (walk) =>
    walk.refuse(`${what} has no key ${walk.here}. There are ${names}.`);
  return (walk, input) => {
    if (!isObject(input)) return walk.refuse(`${walk.here} must be an object. ${isNow(input)}`);
    const out: Record<string, unknown> = {};
    let isWhole = true;
    for (const key of required) {
      if (Object.hasOwn(input, key)) continue;
      isWhole = false;
      const { description = '' } = properties[key] ?? {};
      const meaning = description.charAt(0).toLowerCase() + description.slice(1);
      const missing = `${what} needs “${key}”: ${meaning}`;
      walk.into(key, () => walk.refuse(missing), undefined);
    }
    for (const key of Object.keys(input)) {
      const check = checks.get(key) ?? unknown;
      const value = walk.into(key, check, input[key]);
      if (value !== LEFT_OUT) out[key] = value;
      else if (needed.has(key)) isWhole = false;
    }
    return isWhole ? out : LEFT_OUT;
  };
}
