import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CardKey, cardKeyFromSpki, formatCardKey, parseCardKey } from './card-key.ts';
import {
  cardFile,
  cardLink,
  cardMessage,
  type CardSignature,
  checkCard,
  formatCard,
  parseCard,
  parseCardFile,
  parseCardLink,
  type PssEngine,
  webPss,
} from './card.ts';
import { nodePss } from './cli/node-pss.ts';

const uuid = '5sn2RFJC372Mjk';
const credential = 'ab'.repeat(32);
const code = '12345-6789AB-CDEFG-HJKLMN';
const engines: [string, PssEngine][] = [
  ['WebCrypto', webPss],
  ['Node', nodePss],
];

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 65537 });
const key = cardKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })));
const scope = { uuid, key };

/** The raw operation of the server: m^d mod n, nothing else. */
const rawSign = (blinded: Uint8Array) =>
  new Uint8Array(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, blinded));

const spkiOf = (bits: number, publicExponent = 65537) => {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent });
  return new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
};

/** Draws a card as the booth does, with the library that blinds there. */
async function drawn(): Promise<CardSignature> {
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const libraryKey = await globalThis.crypto.subtle.importKey('spki', key.spki.slice(), algorithm, true, [
    'verify',
  ]);
  const prepared = suite.prepare(cardMessage(uuid, credential));
  const { blindedMsg, inv } = await suite.blind(libraryKey, prepared);
  const signature = await suite.finalize(libraryKey, prepared, rawSign(blindedMsg), inv);
  return { credential, randomizer: prepared.slice(0, 32), signature };
}

let card: CardSignature;
beforeAll(async () => {
  card = await drawn();
});

describe('the signature of a card', () => {
  it.each(engines)('[R-07] made blindly is accepted by %s', async (_, engine) => {
    await checkCard(card, scope, engine);
    await checkCard(await drawn(), scope, engine);
  });

  it('[B-15] is refused after any change of credential, referendum, randomizer or signature', async () => {
    await checkCard(card, scope);
    const flip = (bytes: Uint8Array, at: number) =>
      bytes.with(at % bytes.length, bytes[at % bytes.length]! ^ 1);
    await fc.assert(
      fc.asyncProperty(fc.nat(400), fc.constantFrom(...engines), async (at, [, engine]) => {
        const wrong: [CardSignature, typeof scope][] = [
          [{ ...card, credential: credential.slice(0, -1) + 'c' }, scope],
          [card, { ...scope, uuid: uuid.toLowerCase() }],
          [{ ...card, randomizer: flip(card.randomizer, at) }, scope],
          [{ ...card, signature: flip(card.signature, at) }, scope],
        ];
        for (const [claim, where] of wrong) {
          await expect(checkCard(claim, where, engine)).rejects.toThrow('card-signature-invalid');
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each(engines)(
    'is refused by %s in other lengths, raised by the modulus, or moved into the message',
    async (_, engine) => {
      const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
      const raised = number(card.signature) + number(key.modulus);
      const fits = raised < 1n << 3072n;
      const wrong: CardSignature[] = [
        { ...card, signature: card.signature.subarray(1) },
        { ...card, signature: Uint8Array.of(0, ...card.signature) },
        { ...card, signature: key.modulus },
        { ...card, signature: new Uint8Array(384) },
        { ...card, randomizer: card.randomizer.subarray(0, 31) },
        { ...card, randomizer: new Uint8Array(0), credential: `${credential}` },
        ...(fits ? [{ ...card, signature: hexToBytes(raised.toString(16).padStart(768, '0')) }] : []),
      ];
      for (const claim of wrong)
        await expect(checkCard(claim, scope, engine)).rejects.toThrow('card-signature-invalid');
    },
  );

  it.each(engines)('is refused by %s with another padding, hash or salt', async (_, engine) => {
    const randomizer = new Uint8Array(32).fill(1);
    const message = Buffer.concat([randomizer, cardMessage(uuid, credential)]);
    const signedWith = (hash: string, saltLength: number, padding = constants.RSA_PKCS1_PSS_PADDING) =>
      new Uint8Array(sign(hash, message, { key: privateKey, padding, saltLength }));
    await checkCard({ credential, randomizer, signature: signedWith('sha384', 48) }, scope, engine);
    for (const signature of [
      signedWith('sha384', 47),
      signedWith('sha384', 0),
      signedWith('sha256', 48),
      new Uint8Array(sign('sha384', message, { key: privateKey, padding: constants.RSA_PKCS1_PADDING })),
    ]) {
      const claim = { credential, randomizer, signature };
      await expect(checkCard(claim, scope, engine)).rejects.toThrow('card-signature-invalid');
    }
  });

  it('cannot be made from the raw operation on chosen numbers', async () => {
    const one = new Uint8Array(384).with(383, 1);
    for (const forged of [
      rawSign(one),
      publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, one),
    ]) {
      const claim = { ...card, signature: new Uint8Array(forged) };
      await expect(checkCard(claim, scope)).rejects.toThrow('card-signature-invalid');
    }
  });
});

describe('RFC 9474, appendix A.3', () => {
  const file = join(import.meta.dirname, 'vectors/rfc9474-a3.json');
  const vector = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const bytes = (name: string) => hexToBytes(vector[name] as string);
  const base64url = (name: string) => Buffer.from(bytes(name)).toString('base64url');
  const rfcPublic = createPublicKey({
    key: { kty: 'RSA', n: base64url('n'), e: base64url('e') },
    format: 'jwk',
  });
  const rfcKey: CardKey = {
    spki: new Uint8Array(rfcPublic.export({ type: 'spki', format: 'der' })),
    modulus: bytes('n'),
    hash: '',
  };
  const message = Uint8Array.of(...bytes('msg_prefix'), ...bytes('msg'));

  it.each(engines)('verifies with %s, and not with another message', async (_, engine) => {
    expect(await engine(rfcKey, message, bytes('sig'))).toBe(true);
    expect(await engine(rfcKey, message.with(0, 0), bytes('sig'))).toBe(false);
  });

  it('unblinds to the same bytes as the raw operation on our side', () => {
    const [n, d] = ['n', 'd'].map((name) => BigInt(`0x${vector[name]}`)) as [bigint, bigint];
    const power = (base: bigint, exponent: bigint): bigint => {
      let result = 1n;
      for (let b = base, e = exponent; e > 0n; e >>= 1n, b = (b * b) % n)
        if (e & 1n) result = (result * b) % n;
      return result;
    };
    expect(power(BigInt(`0x${vector.blinded_msg}`), d)).toBe(BigInt(`0x${vector.blind_sig}`));
    const signature = (BigInt(`0x${vector.blind_sig}`) * BigInt(`0x${vector.inv}`)) % n;
    expect(signature.toString(16).padStart(1024, '0')).toBe(vector.sig);
  });

  it('gives from our raw operation the very bytes that the library signs', async () => {
    const suite = RSABSSA.SHA384.PSS.Randomized();
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
    const libraryKey = await globalThis.crypto.subtle.importKey(
      'pkcs8',
      new Uint8Array(pkcs8),
      algorithm,
      true,
      ['sign'],
    );
    const blinded = new Uint8Array(384).fill(0x11);
    expect(rawSign(blinded)).toEqual(await suite.blindSign(libraryKey, blinded));
  });
});

describe('the key of the cards', () => {
  it('has one written form', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    expect(formatCardKey(key)).toBe(pem);
    expect(parseCardKey(pem)).toEqual(key);
    expect(key.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([2048, 3071, 3080, 4096])('refuses a modulus of %d bits', (bits) => {
    expect(() => cardKeyFromSpki(spkiOf(bits))).toThrow('card-key-invalid');
  });

  it('refuses another exponent, another kind of key, and a modulus that is even or too small', () => {
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 3072 }).publicKey;
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const last = key.spki.length - 6;
    for (const spki of [
      spkiOf(3072, 3),
      new Uint8Array(pss.export({ type: 'spki', format: 'der' })),
      new Uint8Array(ec.export({ type: 'spki', format: 'der' })),
      key.spki.with(last, key.spki[last]! ^ 1),
      key.spki.with(33, 0x7f),
      Uint8Array.of(...key.spki, 0),
      key.spki.subarray(0, -1),
      new Uint8Array(0),
    ]) {
      expect(() => cardKeyFromSpki(spki)).toThrow('card-key-invalid');
    }
  });

  it('refuses other writings of the same key', () => {
    const pem = formatCardKey(key);
    for (const other of [
      pem.trimEnd(),
      `${pem}\n`,
      pem.replaceAll('\n', '\r\n'),
      pem.replace('PUBLIC KEY-----\n', 'PUBLIC KEY-----\n\n'),
      pem.replace('BEGIN PUBLIC', 'BEGIN  PUBLIC'),
      pem.replace('END', 'FIN'),
      '',
    ]) {
      expect(() => parseCardKey(other)).toThrow();
    }
  });
});

describe('the card on paper, in a file, in a link', () => {
  const held = { uuid, code, randomizer: new Uint8Array(32).fill(3), signature: new Uint8Array(384).fill(4) };
  const text = formatCard(held);

  it('gives back the same card', () => {
    expect(text).toMatch(/^1\.5sn2RFJC372Mjk\.12345-6789AB-CDEFG-HJKLMN\.[A-Za-z0-9_-]{555}$/);
    expect(parseCard(text)).toEqual(held);
    expect(parseCardLink(cardLink('https://booth.example/booth', held))).toEqual(held);
    expect(parseCardLink(text)).toEqual(held);
    expect(parseCardFile(cardFile(held))).toEqual(held);
    expect(parseCardFile(`\r\n  ${text}  \n`)).toEqual(held);
  });

  it('keeps everything behind the sign that browsers never send', () => {
    expect(new URL(cardLink('https://booth.example/booth', held)).hash).toBe(`#${text}`);
  });

  it.each([
    '',
    ' ',
    text.slice(1),
    text.slice(0, -2),
    `${text}AA`,
    `2${text.slice(1)}`,
    text.replace('5sn2', '0sn2'),
    text.replace('5sn2RFJC372Mjk', '5sn2RFJC372Mj'),
    text.replace(code, code.slice(1)),
    text.replace(code, `${code}1`),
    text.replace(code, code.replaceAll('-', '1')),
    text.replace('5sn2', '5sn2'.repeat(20)),
    `${text}.`,
    `${text} `,
  ])('refuses what is no card (case %#)', (wrong) => {
    expect(() => parseCard(wrong)).toThrow(/^(card-malformed|credential-malformed|base64-not-canonical)/);
  });

  it.each([383, 385])('refuses a signature of %d bytes', (length) => {
    const other = formatCard({ ...held, signature: new Uint8Array(length) });
    expect(() => parseCard(other)).toThrow('card-malformed');
  });

  it('refuses a last character with bits that mean nothing', () => {
    expect(text.at(-1)).toBe('Q');
    expect(() => parseCard(`${text.slice(0, -1)}R`)).toThrow();
  });
});
