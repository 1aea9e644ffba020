import { BlockList, isIP } from 'node:net';

// What is not for the public: RFC 6890 and the registries that it founded, and more.

const PRIVATE_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Between a provider and its customers; one cloud has its metadata there.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local; most clouds have their metadata there.
  ['169.254.0.0', 16],
  // Metadata of a cloud, though the address looks like any other.
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved, broadcast.
  ['224.0.0.0', 3],
] as const;

const PRIVATE_6 = [
  // All but 2000::/3, which is what the public is given: loopback, unspecified, IPv4 in IPv6,
  // NAT64, unique local, link-local, site-local, multicast.
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  // Teredo, which has an IPv4 address inside, and other protocols.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4, which has an IPv4 address inside.
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const blocked = { 4: new BlockList(), 6: new BlockList() };
for (const [net, prefix] of PRIVATE_4) blocked[4].addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of PRIVATE_6) blocked[6].addSubnet(net, prefix, 'ipv6');

/** Whether an IP address, as a resolver answers it, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  // `fe80::1%eth0` is an address of a network card.
  if (address.includes('%')) return false;
  const version = isIP(address);
  if (version === 4) return !blocked[4].check(address, 'ipv4');
  return version === 6 && !blocked[6].check(address, 'ipv6');
}
