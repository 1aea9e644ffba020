import type { DefaultTreeAdapterTypes } from 'parse5';

const TAGS = new Set(
  `a article aside blockquote button caption code dd del details dialog div dl dt em fieldset
  figcaption figure footer form h1 h2 h3 h4 h5 h6 header img input ins kbd label legend li main mark
  nav ol optgroup option output p pre progress section select small span strong summary svg table
  tbody td textarea th thead time tr ul
  circle ellipse line path polygon polyline rect`.split(/\s+/),
);
const FORBIDDEN =
  /^(?:on|style$|srcdoc$|srcset$|is$|data-hx-|hx-(?:on|vals|headers)|.*[^a-z0-9-])/i;
const SITE = 'https://this-site.example';

/** What is in a page drawn from a render tree that must never be; nothing when all is well. */
export function wrongInTree(
  nodes: readonly DefaultTreeAdapterTypes.ChildNode[],
): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.nodeName === '#text') return [];
    if (!('tagName' in node)) return [node.nodeName];
    const inSvg = node.namespaceURI.endsWith('svg');
    return [
      ...(TAGS.has(node.tagName) ? [] : [`<${node.tagName}>`]),
      ...(inSvg ? [] : node.attrs).flatMap(({ name, value }) => {
        const wrong = wrongAttribute(name, value);
        return wrong === undefined ? [] : [`<${node.tagName} ${name}="${value}">: ${wrong}`];
      }),
      ...(opensUnmarked(node) ? [`<a target> without noopener`] : []),
      ...wrongInTree(node.childNodes),
    ];
  });
}

function opensUnmarked({ tagName, attrs }: DefaultTreeAdapterTypes.Element): boolean {
  const value = (name: string) => attrs.find((one) => one.name === name)?.value;
  return (
    tagName === 'a' && value('target') !== undefined && !/\bnoopener\b/.test(value('rel') ?? '')
  );
}

function wrongAttribute(name: string, value: string): string | undefined {
  if (FORBIDDEN.test(name)) return 'never an attribute';
  if (name.startsWith('hx-') && /^\s*(?:js|javascript):/i.test(value)) return 'code';
  if (name === 'hx-trigger' && value.includes('[')) return 'code';
  const follows = name === 'href' || name === 'cite';
  const loads = /^(?:src|poster|action|formaction|hx-(?:get|post|put|patch|delete))$/.test(name);
  if (!(follows || loads) || !URL.canParse(value, SITE)) return undefined;
  const { protocol, origin } = new URL(value, SITE);
  if (!/^(?:https?|mailto|tel):$/.test(protocol)) return 'a scheme that may run code';
  return loads && origin !== SITE ? 'of another site' : undefined;
}
