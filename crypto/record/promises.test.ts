import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardKeyFromSpki } from '../card-key.ts';
import { base64, sha256Base64, sha256Hex } from '../hash.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { formatNoteKey, noteSigner, signNote } from '../log/note.ts';
import { inclusionProof, rangeHashes } from '../log/proof.ts';
import {
  type BatchRule,
  checkBallotsEntry,
  checkBatchSizes,
  nextBatchSize,
  sortedByTracker,
} from './batch.ts';
import type { SetupEntry } from './entry.ts';
import { checkReceipt, createReceipt, receiptProvesMisbehaviour } from './receipt.ts';
import { checkRollLine, newRollSalt, rollCommitmentOf, rollLeaf } from './roll.ts';
import { checkSetupEntry, credentialAuthority } from './setup.ts';

const uuid = '5sn2RFJC372Mjk';
const box = noteSigner('vote.example/record/5sn2RFJC372Mjk', new Uint8Array(32).fill(1));

describe('a line of the roll', () => {
  const lines = Array.from({ length: 13 }, (_, i) => ({
    number: i + 1,
    text: `person ${i}`,
    salt: new Uint8Array(32).fill(i),
  }));
  const leaves = lines.map(rollLeaf);
  const roll = rollCommitmentOf(leaves);
  const pathOf = (i: number) => inclusionProof(rangeHashes(leaves), i, leaves.length);

  it('is proven to stand on the sealed roll, without showing another one', () => {
    expect(roll.size).toBe(13);
    lines.forEach((line, i) => checkRollLine(line, roll, pathOf(i)));
    expect(newRollSalt()).toHaveLength(32);
  });

  it('[R-01] is refused after any change of number, words, salt, size or hash', () => {
    const line = lines[4]!;
    checkRollLine(line, roll, pathOf(4));
    for (const [changed, where] of [
      [{ ...line, number: 6 }, roll],
      [{ ...line, number: 0 }, roll],
      [{ ...line, text: 'person 5' }, roll],
      [{ ...line, salt: lines[5]!.salt }, roll],
      [{ ...line, salt: line.salt.subarray(1) }, roll],
      [line, { ...roll, size: 4 }],
      [line, { ...roll, hash: sha256Hex('') }],
    ] as const) {
      expect(() => checkRollLine(changed, where, pathOf(4))).toThrow('roll-line-invalid');
    }
  });

  it('cannot borrow a digit from its number', () => {
    const salt = new Uint8Array(32);
    expect(rollLeaf({ number: 1, text: '1|a', salt })).not.toEqual(rollLeaf({ number: 11, text: 'a', salt }));
    expect(() => rollLeaf({ number: 1, text: 'a', salt: new Uint8Array(31) })).toThrow(TypeError);
  });
});

describe('the setup of a referendum', () => {
  const spki = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const cardKey = cardKeyFromSpki(new Uint8Array(spki));
  const entry = {
    cardKey: base64(cardKey.spki),
    recordKey: formatNoteKey(box.key),
    opens: '2026-10-01T08:00:00Z',
    closes: '2026-10-10T18:00:00Z',
    batches: { size: 50, waiting: 100, timed: false },
  } as SetupEntry;
  const fixed = { cardKey, roll: { size: 9, hash: sha256Hex('') }, opens: entry.opens, closes: entry.closes };

  it('names its keys', () => {
    expect(checkSetupEntry(entry)).toEqual({ cardKey, recordKey: box.key });
  });

  it('[R-49] fixes card key, roll and times in one value', () => {
    const value = credentialAuthority(fixed);
    expect(value).toBe(
      sha256Base64(`stimmhaus-setup|1|${cardKey.hash}|9|${fixed.roll.hash}|${entry.opens}|${entry.closes}`),
    );
    for (const change of [
      { cardKey: { ...cardKey, hash: sha256Hex('other') } },
      { roll: { ...fixed.roll, size: 10 } },
      { roll: { ...fixed.roll, hash: sha256Hex('other') } },
      { opens: '2026-10-01T08:00:01Z' },
      { closes: '2026-10-10T18:00:01Z' },
    ]) {
      expect(credentialAuthority({ ...fixed, ...change })).not.toBe(value);
    }
  });

  it('is refused when it closes before it opens, or would empty the box', () => {
    expect(() => checkSetupEntry({ ...entry, closes: entry.opens })).toThrow('times-not-rising');
    expect(() => checkSetupEntry({ ...entry, batches: { ...entry.batches, waiting: 99 } })).toThrow(
      'batch-rule-invalid',
    );
    expect(() => checkSetupEntry({ ...entry, recordKey: 'x' })).toThrow('key-malformed');
    expect(() => checkSetupEntry({ ...entry, cardKey: base64(new Uint8Array(422)) })).toThrow(
      'card-key-invalid',
    );
  });
});

describe('ballots that leave the box', () => {
  const rule: BatchRule = { size: 50, waiting: 100, timed: false };
  const ballot = (text: string) => ({
    tracker: sha256Base64(text),
    ballot: text,
    randomizer: '',
    signature: '',
  });
  const batch = (ballots: ReturnType<typeof ballot>[]) => ({ type: 'ballots', uuid, ballots }) as const;

  it('[R-11] stand in the order of their trackers, which says nothing about when they were cast', () => {
    const ballots = sortedByTracker(Array.from({ length: 50 }, (_, i) => ballot(`${i}`)));
    checkBallotsEntry(batch(ballots));
    expect(() => checkBallotsEntry(batch([...ballots].reverse()))).toThrow('ballots-not-sorted');
    expect(() => checkBallotsEntry(batch([ballots[1]!, ballots[0]!]))).toThrow('ballots-not-sorted');
  });

  it('[C-13] are refused when two have one tracker, or one a tracker that is not its own', () => {
    const one = ballot('a');
    checkBallotsEntry(batch([one]));
    expect(() => checkBallotsEntry(batch([one, one]))).toThrow('ballots-not-sorted');
    expect(() => checkBallotsEntry(batch([{ ...one, tracker: ballot('b').tracker }]))).toThrow(
      'tracker-wrong',
    );
  });

  it('[B-17] never leave alone: what the box does is what the verifier accepts, whatever arrives when', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120), { maxLength: 30 }), (arrivals) => {
        let waiting = 0;
        const sizes: number[] = [];
        for (const arrived of arrivals) {
          waiting += arrived;
          for (let size = nextBatchSize(waiting, rule); size > 0; size = nextBatchSize(waiting, rule)) {
            sizes.push(size);
            waiting -= size;
          }
        }
        if (waiting > 0) sizes.push(waiting);
        checkBatchSizes(sizes, rule);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        if (total >= 50) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(50);
      }),
    );
  });

  it.each([[[1, 50]], [[50, 49]], [[49, 50]], [[51, 50]], [[50, 100]], [[100]], [[50, 50, 1, 50]]])(
    '[B-17] are refused in the sizes %j',
    (sizes) => {
      expect(() => checkBatchSizes(sizes, rule)).toThrow('batch-size-wrong');
    },
  );

  it('may leave by the clock in a demonstration, but never fewer than the size', () => {
    const timed = { size: 3, waiting: 6, timed: true };
    checkBatchSizes([3, 17, 4, 1], timed);
    checkBatchSizes([], timed);
    expect(() => checkBatchSizes([2, 3], timed)).toThrow('batch-size-wrong');
  });
});

describe('a receipt', () => {
  const tracker = sha256Base64('ballot');
  const receipt = createReceipt({ uuid, tracker }, box);
  const record = { uuid, key: box.key, isClosed: true, hasTracker: (asked: string) => asked === tracker };
  const without = { ...record, hasTracker: () => false };

  it('[R-35] is the same for the same ballot and says what was promised', () => {
    expect(createReceipt({ uuid, tracker }, box)).toBe(receipt);
    expect(checkReceipt(receipt, box.key)).toEqual({ uuid, tracker });
    expect(receipt.split('\n')[0]).toBe(
      `stimmhaus-receipt|1|${uuid}|${tracker}|at the latest in the close entry`,
    );
  });

  it('[R-42] proves a broken promise when the record closed without its ballot, and only then', () => {
    expect(receiptProvesMisbehaviour(receipt, without)).toBe(true);
    expect(receiptProvesMisbehaviour(receipt, record)).toBe(false);
    expect(receiptProvesMisbehaviour(receipt, { ...without, isClosed: false })).toBe(false);
  });

  it('[B-26] clears the box when it is forged', () => {
    const forger = noteSigner(box.key.name, new Uint8Array(32).fill(2));
    expect(() => receiptProvesMisbehaviour(createReceipt({ uuid, tracker }, forger), without)).toThrow(
      'signature-missing',
    );
    const other = sha256Base64('another ballot');
    expect(() => receiptProvesMisbehaviour(receipt.replace(tracker, other), without)).toThrow(
      'signature-invalid',
    );
    const foreign = createReceipt({ uuid: '5sn2RFJC372Mjj', tracker }, box);
    expect(() => receiptProvesMisbehaviour(foreign, without)).toThrow('receipt-of-other-referendum');
  });

  it('[C-26] is no checkpoint, and a checkpoint no receipt', () => {
    const checkpoint = signCheckpoint({ origin: box.key.name, size: 1, root: new Uint8Array(32) }, box);
    expect(() => checkReceipt(checkpoint, box.key)).toThrow('receipt-malformed');
    const twoLines = signNote(`${receipt.split('\n')[0]}\nand more\n`, box);
    expect(() => checkReceipt(twoLines, box.key)).toThrow('receipt-malformed');
  });
});
