import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './admission.ts';

function request(forwarded: string | undefined, remoteAddress = '192.0.2.1'): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

describe('[W-22] the address a slow-down counts', () => {
  it('is the one the trusted proxy saw', () => {
    expect(clientAddress(request('203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(clientAddress(request('203.0.113.9, 198.51.100.7'), 2)).toBe('203.0.113.9');
  });

  it.each([
    ['no proxy is trusted', '203.0.113.9', 0, '192.0.2.1'],
    ['a client adds one in front', 'invented, 203.0.113.9', 1, '203.0.113.9'],
    ['a client adds many in front', '1.1.1.1, 2.2.2.2, 3.3.3.3, 203.0.113.9', 1, '203.0.113.9'],
    ['a client adds one before two proxies', 'invented, 203.0.113.9, 198.51.100.7', 2, '203.0.113.9'],
    ['the header is missing', undefined, 1, '192.0.2.1'],
    ['the header is empty', ' , ', 1, '192.0.2.1'],
  ])('is not chosen by the client when %s', (_when, header, trusted, address) => {
    expect(clientAddress(request(header), trusted)).toBe(address);
  });

  it('does not change with what a client invents, however often', () => {
    const seen = Array.from({ length: 50 }, (_, i) => clientAddress(request(`10.0.0.${i}, 203.0.113.9`), 1));
    expect(new Set(seen)).toEqual(new Set(['203.0.113.9']));
  });
});
