import { isAllowedAttribute, isUrlAttribute } from '../attributes.ts';
import { LONGEST_TEXT } from '../elements/kinds.ts';
import { safeUrl } from '../urls.ts';
import { isNow, type Walk } from './walk.ts';

// What sends something by itself, or reaches into a form that stands elsewhere on the page, is
// for the kernel: it could send what somebody else entered, or with their rights. What is a label of a
// button that stands elsewhere presses it.
const KERNEL_ONLY = /^(?:hx-|for$|form$|formaction$|formmethod$)/;

/** An attribute that may stand in a page, given by somebody whom nobody has to trust. */
export function checkAttribute(walk: Walk, name: string, value: unknown): unknown {
  const why = refusal(name);
  if (why !== undefined) return walk.refuse(`${walk.here} cannot be an attribute: ${why}.`);
  const isText = typeof value === 'string' || Number.isFinite(value);
  const isWords = Array.isArray(value) && value.every((word) => typeof word === 'string');
  if (!isText && !isWords && typeof value !== 'boolean') {
    return walk.refuse(
      `${walk.here} must be text, a number, true or a list of texts. ${isNow(value)}`,
    );
  }
  const text = isWords ? value.join(' ') : String(value);
  if (text.length > LONGEST_TEXT) return walk.refuse(tooLong(walk, text));
  return isUrlAttribute(name) ? checkUrl(walk, text, value) : value;
}

/** An address that a browser may be sent to; `value` is what stands then. */
export function checkUrl(walk: Walk, url: string, value: unknown = url): unknown {
  if (safeUrl(url) !== undefined) return value;
  return walk.refuse(
    `${walk.here} must be a path of this site, or begin with http:, https:, mailto: or tel:. ${isNow(url)}`,
  );
}

export function tooLong(walk: Walk, text: string, limit = LONGEST_TEXT): string {
  return `${walk.here} may have ${limit.toLocaleString('en')} characters; this has ${text.length.toLocaleString('en')}.`;
}

function refusal(name: string): string | undefined {
  if (/^on/i.test(name)) return 'pages run no code of elements; name a script in #attached';
  if (name.toLowerCase() === 'style') return 'what it looks like is said by a class of the theme';
  if (KERNEL_ONLY.test(name)) return 'only the kernel may set it';
  return isAllowedAttribute(name) ? undefined : 'it is not on the list of those that are safe';
}
