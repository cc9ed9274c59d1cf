import { beforeAll, describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import { checkThreshold } from '../trustees/threshold.ts';
import { sodiumEd25519 as group } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { refusalIn } from '../testing/refusal.ts';
import { acceptMessage, readCeremony } from './accept-message.ts';
import { nextMessage, type CeremonyStep } from './next-message.ts';
import { Transcript } from './transcript.ts';

const scope = { group, uuid: 'StimmhausTest22', size: 3, threshold: 2 };
const seeds = seedsFor(3);
const step = (index: number, messages: readonly string[], seed = seeds[index - 1]!) =>
  nextMessage(scope, { index, seed }, messages);

let messages: string[];
beforeAll(async () => {
  ({ messages } = await heldCeremony(scope, seeds));
});

describe('a ceremony in which everybody keeps to the protocol', () => {
  it('takes five rounds and gives everyone the same parameters and a share of their own', async () => {
    expect(messages).toHaveLength(15);
    const steps = (await Promise.all([1, 2, 3].map((i) => step(i, messages)))) as Extract<
      CeremonyStep,
      { share: unknown }
    >[];
    expect(steps.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    const { verificationKeys } = checkThreshold(group, steps[0]!.parameters);
    steps.forEach(({ share, parameters }, i) => {
      expect(parameters).toEqual(steps[0]!.parameters);
      expect(group.isEqual(group.power(group.generator, share), verificationKeys[i]!)).toBe(true);
    });
  });

  it('can be resumed at every step from the seed alone: the message is the same, byte for byte', async () => {
    for (let at = 0; at < messages.length; at++) {
      const expected = messages[at]!;
      const { index } = JSON.parse(expected) as { index: number };
      expect(await step(index, messages.slice(0, at))).toEqual({ status: 'send', message: expected });
    }
  });

  it('lets who has spoken wait for those who have not', async () => {
    expect(await step(1, messages.slice(0, 1))).toEqual({ status: 'wait', for: [2, 3] });
    expect(await step(1, messages.slice(0, 2))).toEqual({ status: 'wait', for: [3] });
    expect(await step(2, messages.slice(0, 11))).toEqual({ status: 'wait', for: [3] });
  });

  it('does not depend on the order within a round', async () => {
    const reversed = [0, 3].flatMap((at) => messages.slice(at, at + 3).reverse());
    expect(await step(2, reversed)).toEqual({ status: 'send', message: messages[7] });
  });

  it('takes place alike with another engine, and in the other group', async () => {
    const withNoble = { ...scope, group: ed25519 };
    expect(await nextMessage(withNoble, { index: 1, seed: seeds[0]! }, [])).toEqual({
      status: 'send',
      message: messages[0],
    });
    const two = { group: belenios2048, uuid: scope.uuid, size: 2, threshold: 2 };
    const { parameters } = await heldCeremony(two, seeds.slice(0, 2));
    expect(checkThreshold(belenios2048, parameters).threshold).toBe(2);
  });

  it('takes a single trustee as well', async () => {
    const { parameters } = await heldCeremony({ ...scope, size: 1, threshold: 1 }, seeds.slice(0, 1));
    expect(checkThreshold(group, parameters).verificationKeys).toHaveLength(1);
  });
});

describe('what cannot be a ceremony', () => {
  it.each([
    [0, 3],
    [4, 3],
    [2, 16],
    [1.5, 3],
    [1, 2.5],
  ])('%s of %s', (threshold, size) => {
    expect(() => new Transcript({ ...scope, threshold, size })).toThrow(RangeError);
  });

  it.each([0, 4])('has seat %i', async (index) => {
    await expect(nextMessage(scope, { index, seed: seeds[0]! }, messages)).rejects.toThrow(RangeError);
  });
});

describe('the seed', () => {
  it.each([0, 3, 6, 9, 12])('of somebody else is noticed, whoever used it: %i messages', async (before) => {
    const other = seeds[1]!;
    expect(await step(1, messages.slice(0, before + 1))).toMatchObject({ status: 'wait' });
    expect(await refusalIn(step(1, messages.slice(0, before + 1), other))).toBe('own-message-differs');
  });
});

describe('a message', () => {
  const without = (kind: string) => messages.filter((raw) => !raw.includes(`"kind":"${kind}"`));

  it('[C-15] that reveals is refused before everybody has committed', async () => {
    expect(await refusalIn(readCeremony(scope, [...messages.slice(0, 2), messages[3]!]))).toBe(
      'message-too-early',
    );
    for (const kind of ['commitment', 'reveal', 'shares', 'verification'])
      expect(await refusalIn(readCeremony(scope, without(kind)))).toBe('message-too-early');
  });

  it('[C-15] that commits comes once: a changed or late one is refused', async () => {
    const transcript = await readCeremony(scope, messages.slice(0, 3));
    const other = messages[0]!
      .replace(/"digest":"./, '"digest":"_')
      .replace('_', messages[0]!.includes('"A') ? 'B' : 'A');
    expect(await refusalIn(acceptMessage(transcript, other))).toBe('message-twice');
    expect(await refusalIn(acceptMessage(transcript, messages[0]!))).toBe('message-twice');
    expect(transcript.round).toBe(2);
  });

  it('[C-15] that reveals something else than was committed to is refused', async () => {
    const otherSeed = 'AnotherSeed12345678912';
    const commitments = messages.slice(0, 3);
    const theirs = [...commitments];
    const own = await nextMessage(scope, { index: 1, seed: otherSeed }, []);
    theirs[0] = (own as { message: string }).message;
    const reveal = await nextMessage(scope, { index: 1, seed: otherSeed }, theirs);
    const transcript = await readCeremony(scope, commitments);
    expect(await refusalIn(acceptMessage(transcript, (reveal as { message: string }).message))).toBe(
      'reveal-differs',
    );
    await acceptMessage(transcript, messages[3]!);
  });

  it('of nobody at the table is refused', async () => {
    const raw = messages[0]!.replace('"index":1', '"index":4');
    expect(await refusalIn(readCeremony(scope, [raw]))).toBe('message-out-of-range');
  });

  it('after the end is refused', async () => {
    const transcript = await readCeremony(scope, messages);
    expect(await refusalIn(acceptMessage(transcript, messages[0]!))).toBe('ceremony-over');
  });

  it.each<[string, string]>([
    ['message-kind-unknown', '{"kind":"toast","index":1}'],
    ['message-kind-unknown', '{"kind":"toString","index":1}'],
    ['message-kind-unknown', '{"kind":1,"index":1}'],
    ['message-kind-unknown', '{"index":1}'],
    ['message-kind-unknown', '[]'],
    ['message-kind-unknown', 'null'],
    ['message-kind-unknown', '"commitment"'],
    ['commitment-malformed', '{"kind":"commitment","index":1,"digest":"x"}'],
    ['message-not-canonical', '{"index":1,"kind":"commitment","digest":"x"}'],
    ['json-out-of-range', '{"kind":"commitment","index":0,"digest":"x"}'],
    ['json-unknown-key', '{"kind":"commitment","index":1,"digest":"x","x":1}'],
    ['json-malformed', 'commitment'],
  ])('is refused with %s: %s', async (code, raw) => {
    expect(await refusalIn(readCeremony(scope, [raw]))).toBe(code);
  });

  it('of another referendum is refused', async () => {
    const elsewhere = { ...scope, uuid: 'StimmhausTest23' };
    expect(await refusalIn(readCeremony(elsewhere, messages))).toBe('reveal-differs');
    const { messages: theirs } = await heldCeremony(elsewhere, seeds);
    const mixed = [...messages.slice(0, 6), ...theirs.slice(6)];
    expect(await refusalIn(readCeremony(scope, mixed))).toBe('transcript-differs');
  });
});
