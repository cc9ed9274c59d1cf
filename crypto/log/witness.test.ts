import { describe, expect, it } from 'vitest';
import { paddedBase64 } from '../base64.ts';
import { checkpointText, signCheckpoint } from './checkpoint.ts';
import { checkWitnesses } from './cosignature.ts';
import { leafHash } from './merkle.ts';
import { NOTE_KEY_TYPES, noteSigner } from './note.ts';
import { consistencyProof, rangeHashes } from './proof.ts';
import { formatWitnessRequest, parseWitnessRequest, witness } from './witness.ts';

const origin = 'vote.example/record/Abc';
const log = noteSigner(origin, new Uint8Array(32).fill(1));
const signer = noteSigner('witness.example/w1', new Uint8Array(32).fill(2), NOTE_KEY_TYPES.cosignature);
const by = { signer, time: 1_700_000_000 };
const leaves = Array.from({ length: 20 }, (_, i) => leafHash(Uint8Array.of(i)));
const hashOf = rangeHashes(leaves);
const head = (size: number) => ({ size, root: hashOf(0, size) });
const request = (older: number, size: number) => ({
  older,
  proof: consistencyProof(hashOf, older, size),
  checkpoint: signCheckpoint({ origin, ...head(size) }, log),
});

describe('a witness', () => {
  it('signs a growing log step by step and remembers the largest tree', () => {
    let seen = head(0);
    for (const size of [3, 3, 8, 20]) {
      const answer = witness(request(seen.size, size), { key: log.key, seen }, by);
      expect(answer.seen).toEqual(head(size));
      const note = request(0, size).checkpoint + answer.signature;
      expect(checkWitnesses(note, { needed: 1, witnesses: [signer.key] })).toEqual([
        { name: signer.key.name, time: by.time },
      ]);
      seen = answer.seen;
    }
  });

  it('[B-10] refuses a log that was put back to an older state', () => {
    const seen = head(8);
    expect(() => witness(request(8, 8), { key: log.key, seen }, by)).not.toThrow();
    expect(() => witness(request(3, 7), { key: log.key, seen }, by)).toThrow('record-rolled-back');
  });

  it('[B-10] refuses a log that went on from an older state and passed the one seen', () => {
    const forked = rangeHashes([...leaves.slice(0, 7), ...leaves.slice(8), leafHash(Uint8Array.of(99))]);
    const checkpoint = signCheckpoint({ origin, size: 10, root: forked(0, 10) }, log);
    const claim = { older: 8, proof: consistencyProof(forked, 8, 10), checkpoint };
    expect(() => witness(claim, { key: log.key, seen: head(8) }, by)).toThrow('consistency-invalid');
  });

  it('[B-11] refuses to sign two faces of one size', () => {
    const checkpoint = signCheckpoint({ origin, size: 8, root: leaves[0]! }, log);
    const claim = { older: 8, proof: [], checkpoint };
    expect(() => witness(claim, { key: log.key, seen: head(8) }, by)).toThrow('record-forked');
  });

  it('asks for the proof from the tree that it has seen, and says its size', () => {
    expect(() => witness(request(3, 20), { key: log.key, seen: head(8) }, by)).toThrow(
      'witness-size-differs: 8',
    );
  });

  it('signs nothing that the log did not sign', () => {
    const other = noteSigner(origin, new Uint8Array(32).fill(3));
    expect(() => witness(request(0, 3), { key: other.key, seen: head(0) }, by)).toThrow('signature-missing');
  });
});

describe('the request to a witness', () => {
  it('has one written form', () => {
    const sent = request(3, 20);
    const body = formatWitnessRequest(sent);
    expect(body.startsWith(`old 3\n${paddedBase64(sent.proof[0]!)}\n`)).toBe(true);
    expect(parseWitnessRequest(body)).toEqual(sent);
    expect(parseWitnessRequest(formatWitnessRequest(request(0, 1)))).toEqual(request(0, 1));
  });

  const note = request(0, 3).checkpoint;
  it.each([
    '',
    'old 3',
    '\n\n',
    `old 03\n\n${note}`,
    `old -1\n\n${note}`,
    `old 9007199254740993\n\n${note}`,
    `Old 3\n\n${note}`,
    `old 3\n${paddedBase64(new Uint8Array(31))}\n\n${note}`,
    `old 3\n${`${paddedBase64(new Uint8Array(32))}\n`.repeat(64)}\n${note}`,
  ])('refuses what is not of the form (case %#)', (body) => {
    expect(() => parseWitnessRequest(body)).toThrow('witness-request-malformed');
  });

  it('refuses a proof in another form of base64', () => {
    expect(() => parseWitnessRequest(`old 3\n!\n\n${note}`)).toThrow('base64-not-canonical');
  });

  it('leaves judging the checkpoint to the witness', () => {
    const { checkpoint } = parseWitnessRequest(`old 0\n\n${checkpointText({ origin, ...head(3) })}`);
    expect(() => witness({ older: 0, proof: [], checkpoint }, { key: log.key, seen: head(0) }, by)).toThrow(
      'note-malformed',
    );
  });
});
