const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED = new Set(['http', 'https', 'mailto', 'tel']);
// Browsers drop these before they read the scheme: "java\nscript:" is "javascript:".
const DROPPED = /[\p{Cc}\u2028\u2029]/gu;
// Browsers read a backslash as a slash.
const OTHER_HOST = /^[\\/]{2}/;

/** `url` as it may stand in a page; undefined when its scheme is not on the list. */
export function safeUrl(url: string): string | undefined {
  const clean = url.replace(DROPPED, '').trim();
  const scheme = SCHEME.exec(clean)?.[1];
  return scheme === undefined || ALLOWED.has(scheme.toLowerCase()) ? clean : undefined;
}

/**
 * `url` as what a page loads or sends to may stand in it; undefined when it is not surely on this
 * site. Browsers are told to refuse the rest, so that no reader is counted by somebody else.
 */
export function ownUrl(url: string): string | undefined {
  const clean = url.replace(DROPPED, '').trim();
  return SCHEME.test(clean) || OTHER_HOST.test(clean) ? undefined : clean;
}
