import { describe, expect, it } from 'vitest';
import { paddedBase64, parsePaddedBase64 } from '../base64.ts';
import {
  checkpointText,
  claimedCheckpoint,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
} from './checkpoint.ts';
import { checkWitnesses, cosign, witnessesOf } from './cosignature.ts';
import { formatSignature, NOTE_KEY_TYPES, noteKey, noteSigner, parseNote, signNote } from './note.ts';

/** The example of the specifications tlog-checkpoint and tlog-cosignature. */
const specText = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const specNote = `${specText}
— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

const log = noteSigner('vote.example/record/Abc', new Uint8Array(32).fill(1));
const witnessSigner = (i: number) =>
  noteSigner(`witness.example/w${i}`, new Uint8Array(32).fill(100 + i), NOTE_KEY_TYPES.cosignature);
const witnesses = [1, 2, 3].map(witnessSigner);
const keys = witnesses.map(({ key }) => key);
const checkpoint = { origin: log.key.name, size: 5, root: new Uint8Array(32).fill(9) };
const text = checkpointText(checkpoint);
const note = signCheckpoint(checkpoint, log);

describe('checkpoints', () => {
  it('read and write the example of the specification', () => {
    const claimed = claimedCheckpoint(specNote);
    expect(claimed).toEqual({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
      root: parsePaddedBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='),
    });
    expect(checkpointText(claimed)).toBe(specText);
  });

  it('open with the key of the log', () => {
    expect(openCheckpoint(note, log.key)).toEqual(checkpoint);
  });

  it('are refused under another key, and where the signer is not the origin', () => {
    expect(() => openCheckpoint(note, witnesses[0]!.key)).toThrow('signature-missing');
    const foreign = signCheckpoint({ ...checkpoint, origin: 'other' }, log);
    expect(() => openCheckpoint(foreign, log.key)).toThrow('origin-wrong');
    const sameName = noteKey(log.key.name, witnesses[0]!.key.publicKey);
    expect(() => openCheckpoint(note, { ...sameName, id: log.key.id })).toThrow('signature-invalid');
  });

  it.each([
    '',
    'o\n1\n',
    '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'o\n9007199254740993\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    'o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n',
    `o\n1\n${paddedBase64(new Uint8Array(31))}\n`,
  ])('refuses what is not of the form (case %#)', (malformed) => {
    expect(() => parseCheckpointText(malformed)).toThrow('checkpoint-malformed');
  });

  it('refuses a root in another form of base64', () => {
    const unpadded = 'o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n';
    expect(() => parseCheckpointText(unpadded)).toThrow('base64-not-canonical');
  });
});

describe('cosignatures', () => {
  const time = 1_679_315_147;

  it('have the layout of the specification: id, eight bytes of time, signature', () => {
    const line = parseNote(specNote).signatures[1]!;
    expect(line).toMatchObject({ name: 'witness.example.com/w1', id: '8d66cf3f' });
    expect(line.signature).toHaveLength(72);
    expect(new DataView(line.signature.buffer, line.signature.byteOffset).getBigUint64(0)).toBe(BigInt(time));
  });

  it('count each witness once, with the latest time', () => {
    const lines = [
      cosign(text, witnesses[0]!, 7),
      cosign(text, witnesses[0]!, 9),
      cosign(text, witnesses[0]!, 8),
    ];
    expect(witnessesOf(note + lines.join(''), keys)).toEqual([{ name: 'witness.example/w1', time: 9 }]);
  });

  it('[B-11] fewer witnesses than the policy wants are refused, whoever else signed', () => {
    const policy = { needed: 2, witnesses: keys };
    const both = note + cosign(text, witnesses[0]!, time) + cosign(text, witnesses[2]!, time);
    expect(checkWitnesses(both, policy).map(({ name }) => name)).toEqual([keys[0]!.name, keys[2]!.name]);
    const stranger = cosign(text, witnessSigner(4), time);
    const one = note + cosign(text, witnesses[0]!, time) + cosign(text, witnesses[0]!, time + 1) + stranger;
    expect(() => checkWitnesses(one, policy)).toThrow('witnesses-too-few');
  });

  it('are refused for another checkpoint, time or length, and for a time nobody can hold', () => {
    const line = cosign(text, witnesses[0]!, time);
    const other = signCheckpoint({ ...checkpoint, size: 6 }, log);
    expect(() => witnessesOf(other + line, keys)).toThrow('cosignature-invalid');
    const { signatures } = parseNote(note + line);
    const { name, id, signature } = signatures[1]!;
    for (const changed of [
      signature.with(7, signature[7]! ^ 1),
      signature.with(0, 0xff),
      signature.with(20, signature[20]! ^ 1),
      signature.subarray(1),
    ]) {
      const bad = note + formatSignature({ name, id, signature: changed });
      expect(() => witnessesOf(bad, keys)).toThrow('cosignature-invalid');
    }
  });

  it('[C-26] a plain note signature is no cosignature, nor the other way round', () => {
    const plain = noteSigner(keys[0]!.name, witnesses[0]!.seed);
    expect(plain.key.id).not.toBe(keys[0]!.id);
    expect(witnessesOf(signNote(text, plain), keys)).toEqual([]);
    expect(() => cosign(text, plain, time)).toThrow(TypeError);
  });
});
