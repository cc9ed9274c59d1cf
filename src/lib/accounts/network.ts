/**
 * The network a client stands in: one IPv4 address, or the /64 that an IPv6 customer gets at least, within which
 * addresses are free for the taking. IPv4 written as IPv6 is IPv4. Anything else is one network of its own.
 */
export function networkOf(address: string): string {
  const bare = (address.split('%')[0] ?? '').toLowerCase();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(bare)) return bare;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare)?.[1];
  if (mapped) return mapped;
  const groups = expanded(bare);
  return groups ? `${groups.slice(0, 4).join(':')}::/64` : 'unknown';
}

/** The eight groups of an IPv6 address without leading zeros, or null when it is none. */
function expanded(address: string): string[] | null {
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
