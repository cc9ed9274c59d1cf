import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paddedBase64, parsePaddedBase64 } from '../base64.ts';
import {
  formatNoteKey,
  formatSignature,
  noteKey,
  noteSigner,
  openNote,
  parseNote,
  parseNoteKey,
  parseSignature,
  signNote,
} from './note.ts';

/** The key and note of the tests of golang.org/x/mod/sumdb/note, the first implementation of the format. */
const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goSeed = parsePaddedBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').slice(1);
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const goLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const goNote = `${goText}\n${goLine}`;

/** The example of the signed-note specification itself. */
const specKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const specNote =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const key = parseNoteKey(goKey);

describe('keys of notes', () => {
  it('have the written form of the reference implementation and of the specification', () => {
    for (const line of [goKey, specKey]) expect(formatNoteKey(parseNoteKey(line))).toBe(line);
    expect(formatNoteKey(noteSigner('PeterNeumann', goSeed).key)).toBe(goKey);
  });

  it('are refused with any part cut off or any character raised', () => {
    for (let i = 0; i < goKey.length; i++) {
      expect(() => parseNoteKey(goKey.slice(i + 1))).toThrow();
      expect(() => parseNoteKey(goKey.slice(0, i))).toThrow();
      const raised = String.fromCharCode(goKey.charCodeAt(i) + 1);
      expect(() => parseNoteKey(goKey.slice(0, i) + raised + goKey.slice(i + 1))).toThrow();
    }
  });

  it.each([
    ['', 'key-malformed'],
    ['PeterNeumann', 'key-malformed'],
    ['PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-malformed'],
    ['PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-id-wrong'],
    ['PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-id-wrong'],
    ['PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==', 'base64-not-canonical'],
    ['PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-type-unknown'],
    ['PeterNeumann+c74f20a3+ARpc', 'key-type-unknown'],
    ['Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'key-name-invalid'],
  ])('refuses %s: %s', (line, code) => {
    expect(() => parseNoteKey(line)).toThrow(code);
  });

  it('[C-09] refuses a key of small order', () => {
    const neutral = Uint8Array.of(1, ...new Uint8Array(31));
    expect(() => noteKey('log', neutral)).toThrow('signing-key-invalid');
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u2003b', 'a\u0000b', 'x'.repeat(201)])(
    'refuses the name %j',
    (name) => {
      expect(() => noteKey(name, key.publicKey)).toThrow('key-name-invalid');
    },
  );
});

describe('notes', () => {
  it('are byte for byte those of the reference implementation', () => {
    expect(signNote(goText, noteSigner('PeterNeumann', goSeed))).toBe(goNote);
    expect(openNote(goNote, key)).toBe(goText);
    expect(openNote(specNote, parseNoteKey(specKey))).toBe('This is an example message.\n');
  });

  it('may hold empty lines: the last one separates', () => {
    const text = 'one\n\ntwo\n\n\n';
    expect(openNote(signNote(text, noteSigner('a', goSeed)), noteSigner('a', goSeed).key)).toBe(text);
  });

  it('open beside lines of other keys, also of one with the same name or the same id', () => {
    const others = [
      { name: 'PeterNeumann', id: '00000000', signature: new Uint8Array(64) },
      { name: 'Somebody', id: key.id, signature: new Uint8Array(5) },
    ].map(formatSignature);
    expect(openNote(goNote + others.join(''), key)).toBe(goText);
  });

  it('are refused as soon as one line of the known key does not verify', () => {
    const wrong = formatSignature({ name: key.name, id: key.id, signature: new Uint8Array(64) });
    expect(() => openNote(goNote + wrong, key)).toThrow('signature-invalid');
    expect(() => openNote(goNote, parseNoteKey(specKey))).toThrow('signature-missing');
  });

  it('are refused after any change of any character', () => {
    fc.assert(
      fc.property(fc.nat(goNote.length - 1), fc.integer({ min: 1, max: 3 }), (at, by) => {
        const changed = String.fromCharCode(goNote.charCodeAt(at) ^ by);
        expect(() => openNote(goNote.slice(0, at) + changed + goNote.slice(at + 1), key)).toThrow();
      }),
    );
  });

  it.each([
    '',
    'text\n',
    'text\n\n',
    goText + goLine,
    goNote.slice(0, -1),
    `${goNote}\n`,
    `${goText}\n\t${goLine}`,
    `${goText}\n-- PeterNeumann x08go/Y=\n`,
    `${goText}\n— Peter+Neumann x08go/ZJ\n`,
    `${goText}\n— PeterNeumann x08goA==\n`,
    `${goText}\r\n\n${goLine}`,
    `\ud800${goNote}`,
    goNote + goLine.repeat(64),
    'x'.repeat(100_000) + goNote,
  ])('refuses what is not of the form (case %#)', (note) => {
    expect(() => parseNote(note)).toThrow('note-malformed');
  });

  it('takes apart what it puts together', () => {
    const signature = { name: 'w', id: '0a0b0c0d', signature: hexToBytes('ff00') };
    expect(parseSignature(formatSignature(signature).trimEnd())).toEqual(signature);
    expect(() => parseSignature(`— w ${paddedBase64(new Uint8Array(5)).replace('=', '')}`)).toThrow(
      'base64-not-canonical',
    );
  });

  it('never sign a text that could be read otherwise', () => {
    const signer = noteSigner('a', goSeed);
    for (const text of ['no newline', '', 'bell\u0007\n', 'cr\r\n']) {
      expect(() => signNote(text, signer)).toThrow(TypeError);
    }
  });
});
