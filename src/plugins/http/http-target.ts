import { Refusal } from '../host/refusal.ts';

/** Throws `Refusal` unless `text` is an address at one of `hosts`: `example.org`, `example.org:8443`. */
export function readTarget(text: string, hosts: ReadonlySet<string>): URL {
  // It writes hosts in one way: 2130706433 and 0x7f.1 become 127.0.0.1.
  const url = URL.parse(text);
  if (url === null) throw new Refusal('invalid', `“${short(text)}” is no address of the web.`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refusal('invalid', `“${short(text)}” must begin with https:// or http://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new Refusal('invalid', 'An address has no name and no password; send a header.');
  }
  // Without a port where it is that of the protocol: 443 or 80.
  if (!hosts.has(url.host)) throw new Refusal('not-granted', `http:${url.host}`);
  url.hash = '';
  return url;
}

function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
