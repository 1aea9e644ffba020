/**
 * Where to go after signing in: `to` when it is a path of this site, else `otherwise`. Nobody can
 * be sent elsewhere by a link that they trust.
 */
export function localPath(to: string | null, otherwise: string): string {
  if (to === null || !to.startsWith('/')) return otherwise;
  const parsed = URL.parse(to, 'http://site.invalid');
  // Dots are resolved by now: `/.//example.org` became `//example.org`, another host.
  if (parsed?.host !== 'site.invalid' || parsed.pathname.startsWith('//')) return otherwise;
  // Back at the door one would be sent on, or out.
  if (/^\/user\/(?:login|logout|login-link)(?:\/|$)/.test(parsed.pathname)) return otherwise;
  return parsed.pathname + parsed.search + parsed.hash;
}
