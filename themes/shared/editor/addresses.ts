/** What was typed as an address: as it is stored, or what is wrong with it. */
export type ReadAddress = { readonly address: string } | { readonly problem: string };

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]|$)/u;

/** Whether a text may link to `href`; what no format lets through is no link. */
export function isLinkAddress(href: string): boolean {
  const address = withoutControls(href);
  const scheme = SCHEME.exec(address)?.[0].toLowerCase();
  if (scheme === undefined) return address !== '' && !/^[\\/]{2}/.test(address);
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(scheme);
}

/** Whether a text may show the picture at `src`: those of other sites become links. */
export function isPictureAddress(src: string): boolean {
  const address = withoutControls(src);
  return /^\/(?![\\/])/.test(address);
}

/** An address as people type it: `example.org` means a site, `ada@example.org` a mailbox. */
export function readLinkAddress(typed: string): ReadAddress {
  const text = typed.trim();
  if (text === '') return { problem: 'Enter where the link leads.' };
  if (/\s/.test(text)) return { problem: 'An address has no spaces.' };
  if (/^(?:https?|mailto|tel):./i.test(text)) {
    const isWeb = /^http/i.test(text);
    if (!isWeb || URL.canParse(text)) return { address: text };
  } else if (/^(?:\/(?![\\/])|#)/.test(text)) {
    return { address: text };
  } else if (MAIL.test(text)) {
    return { address: `mailto:${text}` };
  } else if (HOST.test(text)) {
    return { address: `https://${text}` };
  }
  return {
    problem:
      'Enter an address such as https://example.org, /about, mailto:ada@example.org or tel:+49301234.',
  };
}

/** The address of a picture on this site, `origin`. */
export function readPictureAddress(typed: string, origin: string): ReadAddress {
  const text = typed.trim();
  const path = text.startsWith(`${origin}/`) ? text.slice(origin.length) : text;
  if (isPictureAddress(path) && !/\s/.test(path)) return { address: path };
  return { problem: 'Enter the address of a picture on this site, such as /files/photo.jpg.' };
}

/** Browsers pass over control characters in addresses, so that they hide what they lead to. */
function withoutControls(address: string): string {
  return address.replaceAll(/[\p{Cc}\s]/gu, '');
}
