import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../hash.ts';
import { eventBody, type ArchiveEvent, type EventContent } from './event.ts';
import { readArchive } from './reader.ts';
import { archiveRecords, firstRecord, MAX_BODY, recordBytes } from './records.ts';
import { MAX_OCTAL, tarHeader } from './tar-header.ts';
import { ArchiveWriter, bytesOf, writeArchive } from './writer.ts';

const TIME = 1795454345;
const VECTORS = '../../../shared/vectors/belenios/';
const vectors = new URL(VECTORS, import.meta.url).pathname;
if (!existsSync(vectors)) console.log('the stock vectors are absent: their archives are not read here');

const WHOLE: EventContent[] = [
  { type: 'Setup', election: '{"a":1}', trustees: '[]', credentials: '["x"]' },
  { type: 'Ballot', ballot: '{"b":1}' },
  { type: 'Ballot', ballot: '{"b":2}' },
  { type: 'EndBallots' },
  { type: 'EncryptedTally', encryptedTally: '[[]]', numTallied: 2, totalWeight: '2000000000' },
  { type: 'PartialDecryption', owner: 1, decryption: '{"d":1}' },
  { type: 'PartialDecryption', owner: 3, decryption: '{"d":3}' },
  { type: 'Result', result: '{"result":[]}' },
];
const MIXED: EventContent[] = [
  ...WHOLE.slice(0, 5),
  { type: 'Shuffle', owner: 1, shuffle: '{"s":1}' },
  { type: 'EndShuffles' },
  ...WHOLE.slice(5),
];

const bytesFor = (events: EventContent[]) => bytesOf(writeArchive({ timestamp: TIME, events }));

/** Reads everything; the events, or the code of the refusal. */
async function read(bytes: Uint8Array, options = {}): Promise<EventContent[] | string> {
  const events: EventContent[] = [];
  try {
    for await (const { content } of readArchive([bytes], options)) events.push(content);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return events;
}

type Loose = [kind: 'object' | 'event', body: string];

/** An archive of any records: hashes, heights and parents as given. */
function loose(records: Loose[]): Uint8Array {
  return Buffer.concat([firstRecord(TIME), ...records.map(([k, b]) => recordBytes(k, b, TIME).bytes)]);
}

/** A Setup and the records after it. The event of the setup is its parent. */
function afterSetup(records: (parent: string) => Loose[]): Uint8Array {
  const writer = new ArchiveWriter(TIME);
  const { bytes, event } = writer.append(WHOLE[0]!);
  const rest = records(event.hash).map(([kind, body]) => recordBytes(kind, body, TIME).bytes);
  return Buffer.concat([writer.start(), bytes, ...rest]);
}

describe('an archive as a whole', () => {
  it('comes back from its bytes as it was written', async () => {
    expect(await read(await bytesFor(WHOLE))).toEqual(WHOLE);
    expect(await read(await bytesFor(MIXED))).toEqual(MIXED);
  });

  it('may be read in chunks of any size, from synchronous and asynchronous sources', async () => {
    const bytes = await bytesFor(WHOLE);
    for (const size of [1, 7, 511, 512, 513, 4096]) {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      const events = [];
      for await (const { content } of readArchive(asynchronous(chunks))) events.push(content);
      expect(events).toEqual(WHOLE);
    }
  });

  it('needs no padding after a body that fills its blocks', async () => {
    const events: EventContent[] = [WHOLE[0]!, { type: 'Ballot', ballot: `"${'x'.repeat(1022)}"` }];
    const bytes = await bytesFor(events);
    expect(bytes).toHaveLength(1024 + 4 * 1024 + 1024 + (512 + 1024) + 1024);
    expect(await read(bytes, { unfinished: true })).toEqual(events);
  });

  it('gives every event its height and the hash of its record', async () => {
    const events: ArchiveEvent[] = [];
    for await (const event of readArchive([await bytesFor(WHOLE)])) events.push(event);
    expect(events.map(({ height }) => height)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(8);
  });

  it.each(existsSync(vectors) ? globSync('elections/*/*.bel', { cwd: vectors }) : [])(
    'of stock belenios-tool is read and written again byte for byte: %s',
    async (file) => {
      const bytes = readFileSync(vectors + file);
      const timestamp = Number(/"timestamp":"(\d+)"/.exec(bytes.subarray(512, 1024).toString())?.[1]);
      const unfinished = basename(dirname(file)) === '15-ed25519-lists';
      const events: EventContent[] = [];
      for await (const { content } of readArchive([bytes], { unfinished })) events.push(content);
      expect(Buffer.compare(await bytesOf(writeArchive({ timestamp, events })), bytes)).toBe(0);
    },
  );

  it('is refused when any single byte of it differs', async () => {
    const bytes = await bytesFor(WHOLE);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const broken = bytes.slice();
        broken[at]! ^= change;
        expect(await read(broken)).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when it is cut off anywhere', async () => {
    const bytes = await bytesFor(WHOLE);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (end) => {
        expect(await read(bytes.subarray(0, end))).toMatch(/^archive-(cut-off|empty|unfinished)$|^event-/);
      }),
    );
  });

  it('closes its source when the reader stops early', async () => {
    const bytes = await bytesFor(WHOLE);
    const source = asynchronous([bytes.subarray(0, 4096), bytes.subarray(4096)]);
    for await (const event of readArchive(source)) if (event.height === 0) break;
    expect(await source.next()).toEqual({ done: true, value: undefined });
  });
});

describe('bytes of the records', () => {
  it('refuses an empty file', async () => expect(await read(new Uint8Array(0))).toBe('archive-empty'));

  it('refuses an end-of-archive mark, as tar writes it', async () => {
    const bytes = await bytesFor(WHOLE);
    expect(await read(Buffer.concat([bytes, new Uint8Array(1024)]))).toBe('record-name-unknown');
  });

  it('refuses a single byte after the end', async () => {
    expect(await read(Buffer.concat([await bytesFor(WHOLE), Buffer.from([0])]))).toBe('archive-cut-off');
  });

  it('refuses a header whose body is missing altogether', async () => {
    const header = tarHeader({ name: `${'a'.repeat(64)}.data.json`, size: 5, timestamp: TIME });
    expect(await read(Buffer.concat([firstRecord(TIME), header]))).toBe('archive-cut-off');
  });

  it.each([
    ['mode', 100],
    ['owner', 108],
    ['group', 116],
    ['time', 146],
    ['checksum', 149],
    ['type', 156],
    ['link name', 157],
    ['ustar magic', 257],
    ['last byte', 511],
  ])('refuses a header with another %s', async (_, at) => {
    const bytes = await bytesFor(WHOLE);
    bytes[1024 + at]! ^= 1;
    expect(await read(bytes)).toBe('record-header-not-canonical');
  });

  it('refuses another time in one header, with its checksum right', async () => {
    const [, second] = [firstRecord(TIME), recordBytes('object', '{}', TIME + 1).bytes];
    expect(await read(Buffer.concat([firstRecord(TIME), second]))).toBe('record-header-not-canonical');
  });

  it('refuses a length that is not octal', async () => {
    const bytes = await bytesFor(WHOLE);
    bytes[124] = 0x38;
    expect(await read(bytes)).toBe('record-header-not-canonical');
  });

  it('refuses padding that is not zero', async () => {
    const bytes = await bytesFor(WHOLE);
    bytes[1023] = 1;
    expect(await read(bytes)).toBe('record-padding-not-zero');
  });

  it('refuses a body that does not hash to its name', async () => {
    const bytes = await bytesFor(WHOLE);
    bytes[1024 + 512]! ^= 1;
    expect(await read(bytes)).toBe('record-hash-wrong');
  });

  it.each([
    'X'.repeat(100),
    'belenios',
    `${'a'.repeat(64)}.json`,
    `${'A'.repeat(64)}.data.json`,
    `./${'a'.repeat(64)}.data.json`,
    `${'a'.repeat(64)}.data.json `,
  ])('refuses a record called %s', async (name) => {
    const header = tarHeader({ name, size: 0, timestamp: TIME });
    expect(await read(Buffer.concat([firstRecord(TIME), header]))).toBe('record-name-unknown');
    expect(await read(header)).toBe('record-name-unknown');
  });

  it.each(['{"a":\n1}', '{}\r'])('refuses a body of several lines', async (body) => {
    expect(await read(loose([['object', body]]))).toBe('record-not-one-line');
  });

  it('refuses a body that is not UTF-8', async () => {
    const body = Uint8Array.from([0xff]);
    const header = tarHeader({ name: `${sha256Hex(body)}.data.json`, size: 1, timestamp: TIME });
    const record = Buffer.concat([header, body, new Uint8Array(511)]);
    expect(await read(Buffer.concat([firstRecord(TIME), record]))).toBe('text-not-utf8');
  });

  it('does not judge a record that asks for more memory than any election needs', async () => {
    const header = tarHeader({ name: `${'a'.repeat(64)}.data.json`, size: MAX_BODY + 1, timestamp: TIME });
    expect(await read(Buffer.concat([firstRecord(TIME), header]))).toBe('unsupported-record-size');
  });

  it.each([
    '{"version":1,"timestamp":1795454345}',
    '{"version":2,"timestamp":"1795454345"}',
    '{"version":1,"timestamp":"01795454345"}',
    '{"version":1,"timestamp":"8589934592"}',
    '{"version":1,"timestamp":"-1"}',
    '{"timestamp":"1795454345","version":1}',
    '{"version":1,"timestamp":"1795454345"} ',
    '{"version":1,"timestamp":"1795454345","x":1}',
  ])('[C-30] refuses a first record that says %s', async (text) => {
    const body = Buffer.from(text);
    const header = tarHeader({ name: 'BELENIOS', size: body.length, timestamp: TIME });
    const bytes = Buffer.concat([header, body, new Uint8Array(512 - body.length)]);
    expect(await read(bytes)).toBe('archive-timestamp-not-canonical');
  });

  it('refuses a first record whose header has another time than its body', async () => {
    const bytes = Buffer.concat([firstRecord(TIME)]);
    bytes.set(tarHeader({ name: 'BELENIOS', size: 38, timestamp: TIME + 1 }), 0);
    expect(await read(bytes)).toBe('record-header-not-canonical');
  });

  it('reads no further record than asked', async () => {
    const records = archiveRecords([await bytesFor(WHOLE)]);
    expect((await records.next()).value).toMatchObject({ kind: 'object', body: '{"a":1}' });
    await records.return();
    expect((await records.next()).done).toBe(true);
  });

  it.each([-1, 1.5, MAX_OCTAL + 1, NaN])('writes no timestamp of %s', (timestamp) => {
    expect(() => new ArchiveWriter(timestamp).start()).toThrow(RangeError);
  });
});

describe('chain of events', () => {
  const object = '{"b":1}';
  const ballot = (links: { parent?: string; payload?: string }, height = 1) =>
    eventBody('Ballot', height, links);
  const payload = sha256Hex(object);

  it.each<[string, (parent: string) => Loose[]]>([
    [
      'event-parent-wrong',
      () => [
        ['object', object],
        ['event', ballot({ parent: payload, payload })],
      ],
    ],
    [
      'event-parent-wrong',
      () => [
        ['object', object],
        ['event', ballot({ payload })],
      ],
    ],
    [
      'event-height-wrong',
      (parent) => [
        ['object', object],
        ['event', ballot({ parent, payload }, 2)],
      ],
    ],
    [
      'event-height-wrong',
      (parent) => [
        ['object', object],
        ['event', ballot({ parent, payload }, 0)],
      ],
    ],
    [
      'event-payload-wrong',
      (parent) => [
        ['object', object],
        ['event', ballot({ parent, payload: parent })],
      ],
    ],
    [
      'event-payload-wrong',
      (parent) => [
        ['object', object],
        ['event', ballot({ parent })],
      ],
    ],
    ['event-payload-wrong', (parent) => [['event', eventBody('EndBallots', 1, { parent, payload })]]],
    ['event-objects-missing', (parent) => [['event', ballot({ parent, payload })]]],
    [
      'event-objects-too-many',
      (p) => [
        ['object', object],
        ['event', eventBody('EndBallots', 1, { parent: p })],
      ],
    ],
    ['event-objects-too-many', () => Array<Loose>(5).fill(['object', object])],
    ['event-objects-too-many', () => [['object', object]]],
    ['event-type-unknown', (parent) => [['event', `{"parent":"${parent}","height":1,"type":"Recount"}`]]],
    ['event-not-canonical', (parent) => [['event', `{"height":1,"parent":"${parent}","type":"EndBallots"}`]]],
    [
      'event-not-canonical',
      (parent) => [['event', `{"parent":"${parent}","height":1, "type":"EndBallots"}`]],
    ],
    ['json-unknown-key', (p) => [['event', `{"parent":"${p}","height":1,"type":"EndBallots","x":1}`]]],
    ['json-missing-key', (parent) => [['event', `{"parent":"${parent}","type":"EndBallots"}`]]],
    [
      'event-not-canonical',
      (p) => [['event', `{"parent":"${p}","height":1,"height":1,"type":"EndBallots"}`]],
    ],
    ['json-malformed', () => [['event', 'EndBallots']]],
  ])('refuses with %s: case %#', async (code, records) => {
    const honest = afterSetup((parent) => [
      ['object', object],
      ['event', ballot({ parent, payload })],
    ]);
    expect(await read(honest, { unfinished: true })).toHaveLength(2);
    expect(await read(afterSetup(records), { unfinished: true })).toBe(code);
  });

  it('refuses a parent of the first event', async () => {
    const bodies = ['{}', '[]', '[""]'];
    const [election, trustees, credentials] = bodies.map(sha256Hex);
    const setup = JSON.stringify({ election, trustees, credentials });
    const own = eventBody('Setup', 0, { parent: sha256Hex(''), payload: sha256Hex(setup) });
    const objects = [...bodies, setup].map((body): Loose => ['object', body]);
    expect(await read(loose([...objects, ['event', own]]))).toBe('event-parent-wrong');
  });

  it('refuses a setup that names its objects in another order', async () => {
    const bodies = ['{}', '[]', '[""]'];
    const [election, trustees, credentials] = bodies.map(sha256Hex);
    const setup = JSON.stringify({ election, trustees: credentials, credentials: trustees });
    const own = eventBody('Setup', 0, { payload: sha256Hex(setup) });
    const objects = [...bodies, setup].map((body): Loose => ['object', body]);
    expect(await read(loose([...objects, ['event', own]]))).toBe('event-payload-wrong');
  });

  const hash = sha256Hex('[[]]');
  it.each<[string, string]>([
    ['sized-tally-not-canonical', `{"total_weight":2,"num_tallied":2,"encrypted_tally":"${hash}"}`],
    ['count-not-canonical', `{"num_tallied":2,"total_weight":"2","encrypted_tally":"${hash}"}`],
    ['json-unexpected-type', `{"num_tallied":"2","total_weight":2,"encrypted_tally":"${hash}"}`],
    ['event-payload-wrong', `{"num_tallied":2,"total_weight":2,"encrypted_tally":"${sha256Hex('')}"}`],
    ['json-unknown-key', `{"num_tallied":2,"total_weight":2,"encrypted_tally":"${hash}","x":0}`],
  ])('refuses with %s the sized tally %s', async (code, sized) => {
    const own = (p: string) => eventBody('EncryptedTally', 1, { parent: p, payload: sha256Hex(sized) });
    const bytes = afterSetup((p) => [
      ['object', '[[]]'],
      ['object', sized],
      ['event', own(p)],
    ]);
    expect(await read(bytes, { unfinished: true })).toBe(code);
  });

  it.each<[string, string]>([
    ['owned-not-canonical', `{"payload":"${hash}","owner":1}`],
    ['json-out-of-range', `{"owner":0,"payload":"${hash}"}`],
    ['json-out-of-range', `{"owner":-1,"payload":"${hash}"}`],
    ['json-unexpected-type', `{"owner":"1","payload":"${hash}"}`],
    ['event-payload-wrong', `{"owner":1,"payload":"${sha256Hex('')}"}`],
  ])('refuses with %s the owner %s', async (code, owned) => {
    const own = (p: string) => eventBody('PartialDecryption', 1, { parent: p, payload: sha256Hex(owned) });
    const bytes = afterSetup((p) => [
      ['object', '[[]]'],
      ['object', owned],
      ['event', own(p)],
    ]);
    expect(await read(bytes, { unfinished: true })).toBe(code);
  });
});

async function* asynchronous(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
