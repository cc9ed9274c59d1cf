import { utf8ToBytes } from '@noble/hashes/utils.js';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventContent } from '../archive/event.ts';
import { readArchive } from '../archive/reader.ts';
import { bytesOf, writeArchive } from '../archive/writer.ts';
import { cardKeyFromSpki, formatCardKey } from '../card-key.ts';
import { nodePss } from '../cli/node-pss.ts';
import { parseElection } from '../election.ts';
import { base64, sha256Base64 } from '../hash.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { noteSigner } from '../log/note.ts';
import { formatEntry, type RecordEntry } from '../record/entry.ts';
import { sodiumEd25519 } from '../testing/election.ts';
import { BOX, cardFor, electionText, headOf, publish, recordEntries, UUID } from '../testing/referendum.ts';
import { dealtThreshold } from '../testing/threshold.ts';
import { composeTrustees } from '../trustees/trustees.ts';
import { changed, edited, textOf } from '../testing/tampering.ts';
import { cardsFile, readCardsFile } from './cards-file.ts';
import { checkFixed } from './check-record.ts';
import { checkReferendum } from './check-referendum.ts';
import { readClosedRecord } from './closed-record.ts';
import type { ReferendumFiles } from './files.ts';
import { checkArchiveOfRecord, eventsOfRecord } from './record-events.ts';
import { outlineRecord } from './record-outline.ts';

let honest: RecordEntry[];
beforeAll(() => {
  honest = recordEntries();
});

const options = { groups: [sodiumEd25519], pss: nodePss };
const recordOf = (entries: readonly RecordEntry[]) => () => [
  utf8ToBytes(entries.map((entry) => `${formatEntry(entry)}\n`).join('')),
];
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

type Part = Partial<ReferendumFiles>;
/** The code with which the honest files are refused after this change. */
async function refusalWith(
  change: (files: ReferendumFiles) => Part | Promise<Part>,
): Promise<string | undefined> {
  const files = publish(honest);
  const { verdict, reason } = await checkReferendum({ ...files, ...(await change(files)) }, options);
  expect(verdict).toBe('reject');
  return reason.split(':')[0];
}

describe('files that do not belong together are refused', () => {
  it('[R-36] the archive of another count', async () => {
    const other = publish(recordEntries());
    expect(await refusalWith(() => ({ archive: other.archive }))).toBe('archive-not-of-record');
  });

  it('an archive that is wrong in itself, with its own reason', async () => {
    const events = await all(eventsOfRecord(publish(honest).record, sodiumEd25519));
    const forged = events.map((event) =>
      event.type === 'Result' ? { ...event, result: '{"result":[[0,4,1,0]]}' } : event,
    );
    const archive = () => writeArchive({ timestamp: 1, events: forged });
    expect(await refusalWith(() => ({ archive }))).toBe('result-wrong');
  });

  it('[B-11] another checkpoint, an older one, or one that nobody signed', async () => {
    const head = { origin: BOX.key.name, size: honest.length, root: new Uint8Array(32) };
    expect(await refusalWith(() => ({ checkpoint: signCheckpoint(head, BOX) }))).toBe('checkpoint-differs');
    const { root } = headOf(honest.map(formatEntry));
    const longer = signCheckpoint({ ...head, root, size: honest.length + 1 }, BOX);
    expect(await refusalWith(() => ({ checkpoint: longer }))).toBe('checkpoint-differs');
    const { checkpoint } = publish(honest.slice(0, -1));
    expect(await refusalWith(() => ({ checkpoint }))).toBe('checkpoint-differs');
    const forged = signCheckpoint(head, noteSigner(BOX.key.name, new Uint8Array(32).fill(2)));
    expect(await refusalWith(() => ({ checkpoint: forged }))).toBe('signature-missing');
  });

  it('a record line that was changed after it was signed', async () => {
    const change = async ({ record }: ReferendumFiles) => ({
      record: await edited(record, (text) => text.replace('Ohne Einwand.', 'Ohne Einwände.')),
    });
    expect(await refusalWith(change)).toBe('checkpoint-differs');
  });

  it('another card key, or another form of it', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const other = formatCardKey(cardKeyFromSpki(spki));
    expect(await refusalWith(() => ({ cardKey: other }))).toBe('card-key-differs');
    expect(await refusalWith(() => ({ cardKey: 'PEM' }))).toBe('card-key-invalid');
  });

  it('cards in another order, too few, too many, or exchanged', async () => {
    const lines = (edit: (lines: string[]) => string[]) =>
      refusalWith(async ({ cards }) => ({
        cards: await edited(cards, (text) => edit(text.split('\n')).join('\n')),
      }));
    expect(await lines(([head, a, b, ...more]) => [head!, b!, a!, ...more])).toBe('card-without-credential');
    expect(await lines((those) => those.toSpliced(1, 1))).toBe('card-without-credential');
    expect(await lines((those) => those.toSpliced(5, 1).with(4, those[4]!.slice(0, -1)))).toBe(
      'credential-without-card',
    );
    expect(await lines((those) => those.toSpliced(5, 0, `${those[5]!},`))).toBe('card-without-credential');
    const signatureOf = (line: string) => line.slice(line.indexOf('"randomizer"'));
    const exchanged = ([head, a, b, ...more]: string[]) => [
      head!,
      a!.replace(signatureOf(a!), signatureOf(b!)),
      b!,
      ...more,
    ];
    expect(await lines(exchanged)).toBe('card-differs');
  });

  it('any file with one bit flipped', async () => {
    const files = publish(honest);
    const archive = await bytesOf(files.archive());
    const whole = {
      archive,
      cards: await bytesOf(files.cards()),
      record: await bytesOf(files.record()),
      checkpoint: utf8ToBytes(files.checkpoint),
      cardKey: utf8ToBytes(files.cardKey),
    };
    const file = fc.constantFrom(...(Object.keys(whole) as (keyof typeof whole)[]));
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), fc.nat(7), async (name, at, bit) => {
        const place = at % whole[name].length;
        const bytes = whole[name].with(place, whole[name][place]! ^ (1 << bit));
        const isText = name === 'checkpoint' || name === 'cardKey';
        const changedFile = isText ? new TextDecoder().decode(bytes) : () => [bytes];
        const { verdict } = await checkReferendum(
          { ...files, archive: () => [archive], [name]: changedFile },
          options,
        );
        expect(verdict).toBe('reject');
      }),
      { numRuns: 40 },
    );
  });

  it('what breaks while reading is no verdict', async () => {
    const record = () => {
      throw new Error('disk');
    };
    await expect(refusalWith(() => ({ record }))).rejects.toThrow('disk');
  });
});

describe('cards.json', () => {
  const card = (i: number) => ({
    credential: 'ab'.repeat(32),
    randomizer: base64(new Uint8Array(32).fill(i)),
    signature: base64(new Uint8Array(384)),
  });
  const read = (text: string) => all(readCardsFile([utf8ToBytes(text)], UUID));

  it.each([0, 1, 2])('is JSON and gives back its %d cards', async (count) => {
    const cards = Array.from({ length: count }, (_, i) => card(i));
    const text = [...cardsFile(UUID, cards)].join('');
    expect(JSON.parse(text)).toEqual({ uuid: UUID, cards });
    expect(await read(text)).toEqual(cards);
  });

  it.each<[string, (text: string) => string, string]>([
    ['nothing in it', () => '', 'cards-malformed'],
    ['no beginning', (text) => text.split('\n').slice(1).join('\n'), 'cards-malformed'],
    ['no end', (text) => text.replace(']}\n', ''), 'cards-malformed'],
    ['a comma before the end', (text) => text.replace('\n]}', ',\n]}'), 'json-malformed'],
    ['a comma missing', (text) => text.replace('},\n', '}\n'), 'cards-malformed'],
    ['something after the end', (text) => `${text}{}\n`, 'cards-malformed'],
    ['a space', (text) => text.replace(',"signature"', ', "signature"'), 'card-not-canonical'],
    ['another key', (text) => text.replace('{"credential"', '{"roll":1,"credential"'), 'json-unknown-key'],
    ['a shorter signature', (text) => text.replace(/"signature":"...../, '"signature":"A'), 'length-wrong'],
    ['another referendum', (text) => text.replace(UUID, `${UUID}x`), 'cards-of-other-referendum'],
    ['an empty line', (text) => text.replace('\n', '\n\n'), 'line-empty'],
    ['an endless line', (text) => text.replace('{"credential"', `${' '.repeat(4000)}{`), 'line-too-long'],
  ])('is refused with %s', async (_, change, code) => {
    const text = [...cardsFile(UUID, [card(1), card(2)])].join('');
    await expect(read(change(text))).rejects.toThrow(code);
  });
});

describe('the archive that a record amounts to', () => {
  const events = (entries: readonly RecordEntry[]) => eventsOfRecord(recordOf(entries), sodiumEd25519);

  it('is the one published, whoever makes it', async () => {
    const { archive } = publish(honest);
    await checkArchiveOfRecord(readArchive(archive()), events(honest));
  });

  it('is refused with an event too many, too few, or other parts', async () => {
    const contents = await all(events(honest));
    const stream = async function* (some: readonly EventContent[]) {
      for (const content of some) yield { content };
    };
    const compare = (some: readonly EventContent[]) => checkArchiveOfRecord(stream(some), events(honest));
    await compare(contents);
    await expect(compare(contents.slice(0, -1))).rejects.toThrow('archive-not-of-record');
    await expect(compare([...contents, contents.at(-1)!])).rejects.toThrow('archive-not-of-record');
    const longer = [{ ...contents[0]!, more: '' } as unknown as EventContent, ...contents.slice(1)];
    await expect(compare(longer)).rejects.toThrow('archive-not-of-record: event 0: Setup');
  });

  it('cannot be made from a record without result, without a decryption it names, or with what is no ballot', async () => {
    await expect(all(events(honest.slice(0, 6)))).rejects.toThrow('referendum-not-counted');
    await expect(all(events(changed(honest, { result: () => ({ owners: [1, 4] }) })))).rejects.toThrow(
      'decryption-missing: 4',
    );
    const nonsense = { ballot: '{}', tracker: sha256Base64('{}'), ...cardFor('00') };
    const record = changed(honest, { ballots: () => ({ ballots: [nonsense] }) });
    await expect(all(events(record))).rejects.toThrow('ballot-not-canonical');
    await expect(outlineRecord(recordOf(record)(), { pss: nodePss })).rejects.toThrow('ballot-not-canonical');
  });

  it('[C-21] has the election of the setup and no other', async () => {
    const outline = await outlineRecord(publish(honest).record(), { pss: nodePss });
    const read = (text: string) => parseElection(text, [sodiumEd25519]);
    expect(checkFixed(outline, read(electionText()))).toHaveLength(43);
    expect(() => checkFixed(outline, read(electionText().replace('Ja', 'Jein')))).toThrow('election-differs');
    expect(() => checkFixed(outline, read(electionText({ uuid: `${UUID}x` })))).toThrow('election-differs');
  });
});

describe('a trustee, before decrypting', () => {
  const read = (entries: readonly RecordEntry[]) => readClosedRecord(recordOf(entries)(), options);

  it('goes through the closed record alone and finds the tally that is announced later', async () => {
    const progress: number[] = [];
    const closed = await readClosedRecord(recordOf(honest.slice(0, 6))(), {
      ...options,
      onProgress: (done) => progress.push(done),
    });
    const announced = honest.find((entry) => entry.type === 'encrypted-tally')!;
    expect(closed.tallyText).toBe(announced.tally);
    expect(closed).toMatchObject({ ballots: 5, closing: { origin: BOX.key.name, size: 6 } });
    expect(progress).toEqual([2, 5]);
    const later = await readClosedRecord(recordOf(honest)());
    expect([later.closing, later.tallyText]).toEqual([closed.closing, closed.tallyText]);
  });

  it('finds the empty tally of an empty box', async () => {
    const empty = honest.slice(0, 6).filter(({ type }) => type !== 'ballots');
    const closed = await read(changed(empty, { close: () => ({ ballots: 0 }) }));
    expect(closed.ballots).toBe(0);
  });

  it('[R-15] refuses a record that is still open', async () => {
    await expect(read(honest.slice(0, 5))).rejects.toThrow('record-not-closed');
  });

  it('[C-21] refuses another tally, ballots of another election, and a key that is not the trustees’', async () => {
    const tally = changed(honest, { 'encrypted-tally': () => ({ tally: '[]' }) });
    await expect(read(tally)).rejects.toThrow('encrypted-tally-wrong');
    const question = changed(honest, { setup: () => ({ election: electionText().replace('Ja', 'Jein') }) });
    await expect(read(question)).rejects.toThrow('ballot-other-fingerprint');
    const { entry } = dealtThreshold(sodiumEd25519, 2, 3);
    const key = changed(honest.slice(0, 6), { setup: () => ({ trustees: composeTrustees([entry]) }) });
    await expect(read(key)).rejects.toThrow('public-key-wrong');
  });

  it('[R-49] refuses a record whose election fixes other times', async () => {
    const record = changed(honest, { setup: () => ({ opens: '2026-10-01T08:00:01Z' }) });
    await expect(read(record)).rejects.toThrow('setup-not-fixed');
    expect(await textOf(publish(honest).record())).toContain('"opens":"2026-10-01T08:00:00Z"');
  });
});
