import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../archive/writer.ts';
import { nodePss } from '../cli/node-pss.ts';
import { sha256Base64, sha256Hex } from '../hash.ts';
import { cosign } from '../log/cosignature.ts';
import { NOTE_KEY_TYPES, noteSigner, parseNote } from '../log/note.ts';
import { sortedByTracker } from '../record/batch.ts';
import type { RecordEntry } from '../record/entry.ts';
import { sodiumEd25519 } from '../testing/election.ts';
import {
  BOX,
  cardFor,
  castBallot,
  decryptionBy,
  publish,
  recordEntries,
  UUID,
} from '../testing/referendum.ts';
import { changed, textOf, without } from '../testing/tampering.ts';
import { checkReferendum, type ReferendumOptions } from './check-referendum.ts';
import type { ReferendumFiles } from './files.ts';

let honest: RecordEntry[];
beforeAll(() => {
  honest = recordEntries();
});

const check = (files: ReferendumFiles, options: ReferendumOptions = {}) =>
  checkReferendum(files, { groups: [sodiumEd25519], pss: nodePss, ...options });

describe('a referendum', () => {
  it('[R-36] is accepted from its public files, with result, turnout and every step', async () => {
    const seen: number[] = [];
    const verdict = await check(publish(honest), { onCards: (done) => seen.push(done) });
    expect(verdict).toMatchObject({
      verdict: 'accept',
      reason: '',
      result: [[1, 3, 1, 0]],
      turnout: { roll: 9, draws: 6, ballots: 5, unvotedCards: 1 },
      isConfirmed: true,
    });
    expect(verdict.checks.every(({ ok }) => ok)).toBe(true);
    const steps = [
      'record',
      'checkpoint',
      'card key',
      'close',
      'fixed by the election',
      'archive of the record',
      'cards',
    ];
    expect(verdict.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...steps, 'ballots', 'result']),
    );
    expect(seen).toEqual([2, 5]);
  });

  it('is accepted with the engines of a browser, and before it is confirmed', async () => {
    const verdict = await checkReferendum(publish(without('confirmation', honest)));
    expect(verdict).toMatchObject({ verdict: 'accept', isConfirmed: null });
  });

  it('[R-38] is accepted with the key from elsewhere and enough witnesses, refused with others', async () => {
    const files = publish(honest);
    const witness = noteSigner('w.example', new Uint8Array(32).fill(5), NOTE_KEY_TYPES.cosignature);
    const cosigned = files.checkpoint + cosign(parseNote(files.checkpoint).text, witness, 1);
    const witnesses = { needed: 1, witnesses: [witness.key] };
    const accepted = await check({ ...files, checkpoint: cosigned }, { recordKey: BOX.key, witnesses });
    expect(accepted.verdict).toBe('accept');
    expect((await check(files, { witnesses })).reason).toMatch(/^witnesses-too-few/);
    const other = noteSigner(BOX.key.name, new Uint8Array(32).fill(2));
    expect((await check(files, { recordKey: other.key })).reason).toMatch(/^record-key-differs/);
    const renamed = noteSigner('elsewhere', BOX.seed);
    expect((await check(files, { recordKey: renamed.key })).reason).toMatch(/^record-key-differs/);
  });

  it('keeps only what its record names: files with other hashes are refused', async () => {
    const files = publish(honest);
    const hashes = {
      'card-key.pem': sha256Hex(files.cardKey),
      'cards.json': sha256Hex(await textOf(files.cards())),
      'election.bel': sha256Hex(await bytesOf(files.archive())),
      'minutes.pdf': sha256Hex(''),
    };
    const archived = (change: object = {}): RecordEntry[] => {
      const named = Object.entries({ ...hashes, ...change }).map(([path, sha256]) => ({ path, sha256 }));
      return [...honest, { type: 'archived', uuid: UUID, files: named }];
    };
    const { checks } = await check(publish(archived()));
    expect(checks.at(-1)).toEqual({ name: 'kept files', ok: true, detail: '3 hashes' });
    const verdict = await check(publish(archived({ 'election.bel': sha256Hex('') })));
    expect(verdict).toMatchObject({ verdict: 'reject', reason: 'file-differs: election.bel' });
  });
});

/** What a server does that signs everything as if it were right, and the code with which it is found. */
const deeds: [string, string, () => RecordEntry[]][] = [
  [
    '[B-15] a ballot whose credential no card was signed for',
    'card-signature-invalid',
    () =>
      changed(honest, {
        ballots: ({ ballots }) => ({ ballots: ballots.map((cast) => ({ ...cast, ...cardFor('00') })) }),
      }),
  ],
  ['[R-05] two ballots with one card', 'card-used-twice', () => honest.toSpliced(5, 0, honest[3]!)],
  [
    '[B-13] a ballot for somebody who drew no card',
    'ballots-beyond-draws',
    () =>
      changed(honest, {
        ballots: ({ ballots }) => ({
          ballots:
            ballots.length === 3 ? sortedByTracker([...ballots, castBallot(1), castBallot(1)]) : ballots,
        }),
        setup: () => ({ batches: { size: 2, waiting: 6, timed: true } }),
        close: () => ({ ballots: 7 }),
      }),
  ],
  [
    'a close that counts fewer ballots',
    'ballots-miscounted',
    () => changed(honest, { close: () => ({ ballots: 4 }) }),
  ],
  [
    '[R-11] ballots out of order',
    'ballots-not-sorted',
    () => changed(honest, { ballots: ({ ballots }) => ({ ballots: ballots.toReversed() }) }),
  ],
  [
    '[C-13] a tracker that is not its ballot’s',
    'tracker-wrong',
    () =>
      changed(honest, {
        ballots: ({ ballots }) => ({ ballots: [{ ...ballots[0]!, tracker: sha256Base64('') }] }),
      }),
  ],
  [
    '[B-17] batches of another size',
    'batch-size-wrong',
    () => changed(honest, { setup: () => ({ batches: { size: 3, waiting: 6, timed: false } }) }),
  ],
  [
    '[R-07] more ballots than draws',
    'ballots-beyond-draws',
    () => changed(honest, { close: () => ({ draws: [1, 2] }) }),
  ],
  [
    '[R-07] ballots without a draw',
    'ballots-beyond-draws',
    () => changed(honest, { close: () => ({ draws: [] }) }),
  ],
  [
    '[R-07] draws of nobody on the roll',
    'draws-beyond-roll',
    () => changed(honest, { close: () => ({ draws: [1, 2, 3, 4, 5, 10] }) }),
  ],
  [
    '[R-01] another roll than the sealed one',
    'roll-differs',
    () => changed(honest, { roll: ({ roll }) => ({ roll: { ...roll, size: 8 } }) }),
  ],
  [
    '[R-49] a roll that the election does not fix',
    'setup-not-fixed',
    () => {
      const roll = { size: 9, hash: sha256Hex('other') };
      return changed(honest, { roll: () => ({ roll }), setup: () => ({ roll }) });
    },
  ],
  [
    '[B-19] times that the election does not fix',
    'setup-not-fixed',
    () => changed(honest, { setup: () => ({ closes: '2026-10-11T18:00:00Z' }) }),
  ],
  [
    'a card key that was kept',
    'card-key-kept',
    () => changed(honest, { close: () => ({ cardKeyDestroyed: false }) }),
  ],
  [
    '[R-18] too few ballots to count',
    'too-few-ballots',
    () => changed(honest, { setup: () => ({ least: { roll: 3, ballots: 6 } }) }),
  ],
  [
    '[R-18] too few on the roll',
    'too-few-ballots',
    () => changed(honest, { setup: () => ({ least: { roll: 10, ballots: 3 } }) }),
  ],
  [
    'a decryption that nobody mentions',
    'decryption-unmentioned',
    () => changed(honest, { result: () => ({ ignored: [] }) }),
  ],
  [
    '[R-28] a right decryption that was ignored',
    'decryption-wrongly-ignored',
    () =>
      changed(honest, {
        'partial-decryption': (one) => (one.owner === 2 ? { decryption: decryptionBy(2, honest) } : {}),
      }),
  ],
  [
    'an ignored decryption that never came',
    'decryption-missing',
    () => honest.filter((entry) => entry.type !== 'partial-decryption' || entry.owner !== 2),
  ],
  [
    '[C-17] a trustee who did not see the closing record',
    'agreement-missing',
    () => honest.filter((entry) => entry.type !== 'agreement' || entry.owner !== 3),
  ],
  [
    '[C-17] an agreement to another record',
    'agreement-invalid',
    () => changed(honest, { close: () => ({ draws: [1, 2, 3, 4, 5, 6] }) }),
  ],
  ['[R-50] no close', 'entry-out-of-order', () => without('close', honest)],
  ['[R-50] no setup', 'entry-out-of-order', () => without('setup', honest)],
  ['no result', 'referendum-not-counted', () => honest.slice(0, 6)],
  ['only a roll', 'record-without-setup', () => honest.slice(0, 1)],
];

describe('a server that signs whatever it wants is refused', () => {
  it.each(deeds)('with %s: %s', async (_, code, entries) => {
    const files = publish(entries());
    const verdict = await check(files);
    expect(verdict.verdict).toBe('reject');
    expect(verdict.reason.split(':')[0]).toBe(code);
    expect(verdict.checks.at(-1)!.ok).toBe(false);
    expect(verdict.result).toBeUndefined();
    expect((await check(publish(honest))).verdict).toBe('accept');
  });
});
