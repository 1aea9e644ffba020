/**
 * `to` as an address of this site, such as `/notes?page=2`; undefined where it leads, or may lead,
 * elsewhere: nobody can be sent to another site by a link that they trust.
 */
export function localAddress(to: string): string | undefined {
  const parsed = URL.parse(to, 'http://site.invalid');
  // Dots are resolved by now: `/.//example.org` became `//example.org`, another host.
  if (parsed?.host !== 'site.invalid' || parsed.pathname.startsWith('//')) return undefined;
  return to.startsWith('/') ? parsed.pathname + parsed.search + parsed.hash : undefined;
}
