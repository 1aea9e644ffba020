import type { Attributes, AttributeValue } from './elements/index.ts';
import { escapeHtml } from './safe-html.ts';
import { ownUrl, safeUrl } from './urls.ts';

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
  hx-encoding hx-include hx-indicator hx-preserve hx-select hx-select-oob hx-swap hx-swap-oob hx-sync hx-target hx-trigger`.split(
    /\s+/,
  ),
);
/** Addresses that a reader may follow to any site. */
const LINKS = new Set(['cite', 'href']);
/** Addresses that the page itself loads from and sends to: this site only. */
const OWN_URLS = new Set(
  `action formaction poster src hx-get hx-post hx-put hx-patch hx-delete hx-push-url
  hx-replace-url`.split(/\s+/),
);
// htmx reads `data-hx-*` as it reads `hx-*`, code and all.
const FREE = /^(?:aria|data(?!-hx-))-[a-z0-9][a-z0-9-]*$/;

function one(name: string, value: AttributeValue): string {
  if (value === undefined || value === false) return '';
  if (value === true) return ` ${name}`;
  const text = typeof value === 'object' ? value.join(' ') : String(value);
  const kept = safeValue(name, text);
  return kept === undefined ? '' : ` ${name}="${escapeHtml(kept)}"`;
}

// What stands in brackets in a trigger is a condition, which htmx runs as code.
const HTMX_CODE = /^\s*(?:js|javascript):/i;
// NUL never reaches the page, and what stands around it would.
const CONTROL = /\p{Cc}/gu;

function safeValue(name: string, value: string): string | undefined {
  if (LINKS.has(name)) return safeUrl(value);
  if (OWN_URLS.has(name)) return ownUrl(value);
  const runs =
    name.startsWith('hx-') &&
    (HTMX_CODE.test(value.replace(CONTROL, '')) || (name === 'hx-trigger' && value.includes('[')));
  return runs ? undefined : value;
}

/** Whether the value of the attribute is an address. */
export function isUrlAttribute(name: string): boolean {
  return LINKS.has(name) || OWN_URLS.has(name);
}

/** Whether `name` may be an attribute in a page. */
export function isAllowedAttribute(name: string): boolean {
  return PLAIN.has(name) || isUrlAttribute(name) || FREE.test(name);
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
        ? one('class', words(own['class'], extra['class']))
        : one(name, own[name]);
  }
  if (extra === undefined) return out;
  for (const name in extra) {
    if (!Object.hasOwn(own, name) && isAllowedAttribute(name)) out += one(name, extra[name]);
  }
  return out;
}

/** The words of both, as classes are written. */
export function words(own: AttributeValue, extra: AttributeValue): string {
  return [own, extra]
    .flat()
    .filter((name) => typeof name === 'string' && name !== '')
    .join(' ');
}
