import type { Attributes, AttributeValue } from './elements.ts';
import { escapeHtml } from './safe-html.ts';
import { safeUrl } from './urls.ts';

/**
 * Attribute names that may stand in a page. What is not here is left out: `on*`, `style`,
 * `srcdoc`, `formaction` of the unknown kind, and htmx attributes that evaluate code
 * (`hx-on`, `hx-vals`, `hx-headers`).
 */
const PLAIN = new Set(
  `accept accept-charset align alt autocapitalize autocomplete autofocus checked class cols colspan
  command commandfor contenteditable datetime decoding dir disabled download draggable enctype
  enterkeyhint fetchpriority for form formmethod formnovalidate headers height hidden high hreflang
  id inert inputmode label lang list loading low max maxlength media method min minlength multiple
  name novalidate open optimum pattern placeholder popover popovertarget popovertargetaction
  readonly rel required reversed role rows rowspan scope selected size sizes span spellcheck start
  step tabindex target title translate type value width wrap hx-boost hx-confirm hx-disable
  hx-encoding hx-include hx-indicator hx-preserve hx-push-url hx-replace-url hx-select
  hx-select-oob hx-swap hx-swap-oob hx-sync hx-target hx-trigger`.split(/\s+/),
);
const URLS = new Set(
  'action cite formaction href poster src hx-get hx-post hx-put hx-patch hx-delete'.split(' '),
);
// htmx reads `data-hx-*` as it reads `hx-*`, code and all.
const FREE = /^(?:aria|data(?!-hx-))-[a-z0-9][a-z0-9-]*$/;

function one(name: string, value: AttributeValue): string {
  if (value === undefined || value === false) return '';
  if (value === true) return ` ${name}`;
  const text = typeof value === 'object' ? value.join(' ') : String(value);
  if (!URLS.has(name)) return ` ${name}="${escapeHtml(text)}"`;
  const url = safeUrl(text);
  return url === undefined ? '' : ` ${name}="${escapeHtml(url)}"`;
}

/** Whether `name` may be an attribute in a page. */
export function isAllowedAttribute(name: string): boolean {
  return PLAIN.has(name) || URLS.has(name) || FREE.test(name);
}

/**
 * Attributes as they stand in a tag, with a space before each. `own` is what the element itself
 * says and wins over `extra`, which is what the tree says; classes of both are kept.
 */
export function attributes(own: Attributes, extra?: Attributes): string {
  let out = '';
  for (const name in own) {
    out +=
      name === 'class' && extra?.['class'] !== undefined
        ? one('class', classes(own['class'], extra['class']))
        : one(name, own[name]);
  }
  if (extra === undefined) return out;
  for (const name in extra) {
    if (!Object.hasOwn(own, name) && isAllowedAttribute(name)) out += one(name, extra[name]);
  }
  return out;
}

function classes(own: AttributeValue, extra: AttributeValue): string {
  return [own, extra]
    .flat()
    .filter((name) => typeof name === 'string' && name !== '')
    .join(' ');
}
