import { describe, expect, it } from 'vitest';
import { randomScalar, systemRandom } from '../random.ts';
import { refusalIn } from '../testing/refusal.ts';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { itWithVectors, vectorText } from '../testing/vectors.ts';
import { openingOf, openSealed, parseSealed, sealMessage } from './sealed-message.ts';
import { deriveSecrets } from './seed.ts';
import { signMessage } from '../trustees/signed-message.ts';

const [sk, dk, stranger] = [randomScalar(group), randomScalar(group), randomScalar(group)];
const sender = group.power(group.generator, sk);
const recipient = group.format(group.power(group.generator, dk));
const sealed = (message = 'Teil 7') => sealMessage(group, { recipient, message, sk, random: systemRandom });
const open = (raw: string, opening = openingOf(group, raw, dk), of = {}) =>
  openSealed(group, raw, { opening, sender, recipient, ...of });

describe('a sealed message', () => {
  it('is read by its recipient', async () => {
    expect(await open(await sealed())).toBe('Teil 7');
  });

  it('is not read with another key', async () => {
    const raw = await sealed();
    expect(await refusalIn(open(raw, openingOf(group, raw, stranger)))).toBe('seal-broken');
  });

  it('is refused when any byte of its content was changed', async () => {
    const raw = await sealed();
    const { data } = JSON.parse(raw) as { data: string };
    for (const at of [0, 10, data.length - 1]) {
      const other = data.slice(0, at) + (data[at] === '0' ? '1' : '0') + data.slice(at + 1);
      expect(await refusalIn(open(raw.replace(data, other)))).toBe('seal-broken');
    }
  });

  it('is refused from another sender, or for another recipient', async () => {
    const raw = await sealed();
    const other = group.power(group.generator, stranger);
    expect(await refusalIn(open(raw, undefined, { sender: other }))).toBe('seal-foreign');
    expect(await refusalIn(open(raw, undefined, { recipient: group.format(other) }))).toBe('seal-foreign');
  });

  it.each<[string, (raw: string) => string]>([
    ['sealed-not-canonical', (raw) => raw.replace(':', ': ')],
    ['sealed-not-canonical', (raw) => raw.replace(/"data":"../, '"data":"ZZ')],
    ['sealed-not-canonical', (raw) => raw.replace(/"data":"./, '"data":"')],
    ['json-unexpected-value', (raw) => raw.replace('AES-GCM', 'AES-CCM')],
    ['element-not-canonical', (raw) => raw.replace(/"beta":"../, '"beta":"')],
    ['json-malformed', () => 'sealed'],
  ])('is refused with %s: case %#', async (code, change) => {
    const raw = change(await sealed());
    expect(refusalOf(() => parseSealed(group, raw))).toBe(code);
  });

  itWithVectors('of the stock tool is opened, and carries a share of the right form', async () => {
    const folder = 'elections/10-ed25519-threshold-2of3-multi';
    const [own, other] = vectorText(`${folder}/trustees.order`).split('\n') as [string, string];
    const [seed, theirs] = [own, other].map((id) => vectorText(`${folder}/${id}.key`)) as [string, string];
    const keys = (of: string) => deriveSecrets(group, of, { place: '', threshold: 1 });
    const second = vectorText(`${folder}/polynomials.jsons`).split('\n')[1]!;
    const raw = (JSON.parse(second) as { secrets: string[] }).secrets[0]!;
    const message = await openSealed(group, raw, {
      opening: openingOf(group, raw, keys(seed).dk),
      sender: group.power(group.generator, keys(theirs).sk),
      recipient: group.format(group.power(group.generator, keys(seed).dk)),
    });
    expect(message).toMatch(/^\{"secret":"[0-9]+"\}$/);
  });

  it('keeps signature and recipient inside', async () => {
    const signed = signMessage(group, 'x', { secret: sk });
    expect(await sealed()).not.toContain(signed.signature.challenge);
    expect(await sealed()).not.toContain(recipient);
  });
});
