import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

// Written anew and not taken from the program: what a text may at most be made of.
const TAGS = new Set(
  `a abbr audio b blockquote br dfn samp var wbr caption cite code col colgroup dd del details div dl dt em
  figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark nav ol p pre q s small span strong sub
  summary sup table tbody td tfoot th thead time tr u ul video`.split(/\s+/),
);
const ATTRIBUTES = new Set(
  `alt cite class colspan controls datetime dir headers height href hreflang id lang loading open
  poster rel reversed rowspan scope span src start target title type value width`.split(/\s+/),
);
const CLASS = /^(?:(?:language|hljs|figure|table)-\S+|hljs|figure)$/;
const ADDRESSES = new Set(['href', 'src', 'cite', 'poster']);
const SITE = 'https://this-site.example';

/**
 * What a browser would run, send, load from elsewhere or be led by in the HTML that a text of
 * people became; nothing when all is well.
 */
export function dangersIn(html: string): readonly string[] {
  const found: string[] = [];
  const look = (nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): void => {
    for (const node of nodes) {
      if (node.nodeName.startsWith('#') && node.nodeName !== '#text') found.push(node.nodeName);
      if (!('tagName' in node)) continue;
      if (!TAGS.has(node.tagName)) found.push(`<${node.tagName}>`);
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
      for (const [name, value] of attributes) {
        const wrong = wrongWith(node.tagName, name, value);
        if (wrong) found.push(`<${node.tagName} ${name}="${value}">: ${wrong}`);
      }
      const rel = attributes.get('rel')?.split(' ') ?? [];
      const leaves = node.tagName === 'a' && isElsewhere(attributes.get('href') ?? '');
      if ((leaves || attributes.has('target')) && !rel.includes('noopener')) {
        found.push(`<a href="${attributes.get('href')}"> without noopener`);
      }
      look(node.childNodes);
    }
  };
  look(parseFragment(html).childNodes);
  return found;
}

function wrongWith(tag: string, name: string, value: string): string | undefined {
  if (!ATTRIBUTES.has(name)) return 'not an attribute of texts';
  if ((name === 'id' || name === 'headers') && !value.startsWith('in-text-'))
    return 'a name of the page';
  if (name === 'target' && value !== '_blank') return 'opens in a part of the page';
  if (name === 'class' && !value.split(' ').every((one) => CLASS.test(one))) return 'our classes';
  if (!ADDRESSES.has(name)) return undefined;
  const address = URL.canParse(value, SITE) ? new URL(value, SITE) : undefined;
  // What cannot be read as an address leads nowhere.
  if (address === undefined) return undefined;
  if (!/^(?:https?|mailto|tel):$/.test(address.protocol)) return 'a scheme that may run code';
  const loads = name === 'src' || name === 'poster' || tag === 'img';
  return loads && address.origin !== SITE ? 'loaded from elsewhere' : undefined;
}

/** As the browser sees it, whatever the address is written like. */
function isElsewhere(url: string): boolean {
  if (!URL.canParse(url, SITE)) return false;
  const { protocol, origin } = new URL(url, SITE);
  return /^https?:$/.test(protocol) && origin !== SITE;
}
