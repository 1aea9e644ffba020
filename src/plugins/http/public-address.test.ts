import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './public-address.ts';

const INSIDE = [
  ['this machine', '127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::', '0.1.2.3'],
  ['private networks', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1'],
  ['private networks of IPv6', 'fdff:ffff::1', 'fd00:ec2::254', 'fec0::1'],
  ['one cable', '169.254.1.1', '169.254.169.254', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  ['a provider’s customers', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ['metadata of a cloud', '168.63.129.16', '192.0.0.192'],
  ['many at once', '224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255'],
  ['nobody', '240.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '100::1'],
  ['nobody of IPv6', '2001:db8::1', '3fff::1', '4000::1', '9000::1', 'f000::1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1'],
  ['IPv4 behind a translator', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
  ['IPv4 in a tunnel', '2002:7f00:1::1', '2002:808:808::1', '2001::1', '192.88.99.1'],
  ['no address', '', 'localhost', '2130706433', '0x7f.1', '127.1', '8.8.8.8.', '[2606:4700::1]'],
] as const;

for (const [what, ...addresses] of INSIDE) {
  test(`addresses of ${what} are not public`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}

test('addresses of the internet are public', () => {
  const addresses = `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0
    126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
    192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 168.63.129.17
    2606:4700::1111 2a00:1450::1 2001:4860::8888`;
  for (const address of addresses.split(/\s+/)) {
    assert.equal(isPublicAddress(address), true, address);
  }
});
