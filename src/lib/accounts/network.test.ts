import { describe, expect, it } from 'vitest';
import { networkOf } from './network.ts';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('[W-15] is one for a whole IPv6 /64, and another one outside of it', () => {
    const hosts = ['::1', '::2', ':aaaa:bbbb:cccc:dddd'].map((host) => networkOf(`2001:db8:1:2${host}`));
    expect(new Set(hosts).size).toBe(1);
    expect(networkOf('2001:db8:1:3::1')).not.toBe(hosts[0]);
  });

  it.each(['', 'unknown', 'example.org', '1:2:3', '2001::db8::1', '12345::', 'gggg::1', '1.2.3', "'; --"])(
    'is the same one for everything that is no address: %j',
    (address) => {
      expect(networkOf(address)).toBe('unknown');
    },
  );
});
