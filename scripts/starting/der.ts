/** The few shapes of DER (ITU-T X.690) that a certificate needs. */

const wrap = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => wrap(0x30, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => wrap(0x31, ...parts);
export const utf8 = (text: string): Buffer => wrap(0x0c, Buffer.from(text));
export const octets = (content: Buffer): Buffer => wrap(0x04, content);
export const truth = (): Buffer => wrap(0x01, Buffer.from([0xff]));
export const bits = (content: Buffer): Buffer => wrap(0x03, Buffer.from([0]), content);
/** Context-specific: constructed [n], as around versions and extensions. */
export const explicit = (n: number, ...parts: readonly Buffer[]): Buffer => wrap(0xa0 | n, ...parts);
/** Context-specific: primitive [n], as in alternative names. */
export const implicit = (n: number, content: Buffer): Buffer => wrap(0x80 | n, content);

/** `bytes` is big-endian and positive. */
export function integer(bytes: Buffer): Buffer {
  const sign = (bytes[0] ?? 0) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0);
  return wrap(0x02, sign, bytes);
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return wrap(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** UTCTime, good until 2049. */
export function utcTime(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return wrap(0x17, Buffer.from(`${text}Z`));
}
