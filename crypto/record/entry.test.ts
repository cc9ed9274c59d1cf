import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, sha256Base64 } from '../hash.ts';
import { formatEntry, parseEntry, type RecordEntry } from './entry.ts';

const uuid = '5sn2RFJC372Mjk';
const hash = 'ab'.repeat(32);
const by = ['Ada Beispiel', 'Berta Muster'] as const;
const proof = { challenge: '1', response: '2' };
const bytes = (length: number) => base64(new Uint8Array(length).fill(length));
const recorded = (ballot: string) => ({
  tracker: sha256Base64(ballot),
  ballot,
  randomizer: bytes(32),
  signature: bytes(384),
});

/** One entry of every kind. */
const all: RecordEntry[] = [
  { type: 'inspection', uuid, cutOff: '2026-09-01T00:00:00Z', until: '2026-09-15T22:00:00Z' },
  { type: 'roll', uuid, roll: { size: 4711, hash }, sealedBy: by },
  { type: 'ceremony', uuid, round: 2, transcript: '{}' },
  { type: 'ceremony-failed', uuid, round: 1, reason: 'Der Anteil von 2 an 3 stimmt nicht.', evidence: '{}' },
  {
    type: 'setup',
    uuid,
    election: '{"version":1}',
    trustees: '[]',
    cardKey: bytes(422),
    recordKey: 'vote.example+01020304+AQ==',
    roll: { size: 4711, hash },
    opens: '2026-10-01T08:00:00Z',
    closes: '2026-10-10T18:00:00Z',
    objectionHours: 24,
    batches: { size: 50, waiting: 100, timed: false },
    marks: 50,
    least: { roll: 5, ballots: 5 },
    booth: [
      { path: 'booth/app.js', sha256: hash },
      { path: 'booth/index.html', sha256: hash },
    ],
    approvedBy: by,
  },
  { type: 'opened', uuid },
  { type: 'ballots', uuid, ballots: [recorded('{"a":"ü"}')] },
  { type: 'close', uuid, draws: [1, 5, 4711], ballots: 2, cardKeyDestroyed: true },
  {
    type: 'objection',
    uuid,
    claim: 'Mir fehlt ein Zettel.',
    isUpheld: false,
    reason: 'Er steht im Protokoll.',
    by,
  },
  { type: 'counting', uuid, by },
  { type: 'encrypted-tally', uuid, tally: '[]', ballots: 2 },
  { type: 'agreement', uuid, owner: 1, signature: proof },
  { type: 'partial-decryption', uuid, owner: 1, decryption: '{}' },
  { type: 'result', uuid, result: '{"result":[[1]]}', owners: [1, 3], ignored: [2] },
  { type: 'confirmation', uuid, isConfirmed: true, reason: 'Ohne Einwand.', by },
  { type: 'not-countable', uuid, deadline: '2026-10-20T18:00:00Z', missing: [1, 2], ignored: [] },
  { type: 'too-few-ballots', uuid, ballots: 4, least: 5 },
  { type: 'keys-destroyed', uuid, owners: [1, 2, 3] },
  { type: 'archived', uuid, files: [{ path: 'election.bel', sha256: hash }] },
  { type: 'abort', uuid, reason: 'Falsche Frage.', by: [...by] },
];
const setup = all.find(({ type }) => type === 'setup')!;

/** All paths to parts of a value. */
function paths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => paths(part, [...path, key]));
}

describe('entries of the record', () => {
  it.each(all)('have one line each: $type', (entry) => {
    const line = formatEntry(entry);
    expect(parseEntry(line)).toEqual(entry);
    expect(parseEntry(new TextEncoder().encode(line))).toEqual(entry);
    expect(formatEntry(Object.fromEntries(Object.entries(entry).reverse()) as unknown as RecordEntry)).toBe(
      line,
    );
  });

  it.each(all)(
    '[R-30] are refused with a key too many, too few, twice, moved or with spaces: $type',
    (entry) => {
      const line = formatEntry(entry);
      for (const wrong of [
        ` ${line}`,
        `${line} `,
        `\ufeff${line}`,
        line.replace('{', '{ '),
        line.replace('"uuid"', '"\\u0075uid"'),
        line.replace('{"type"', '{"extra":1,"type"'),
        line.replace(/^\{("type":"[^"]*"),("uuid":"[^"]*")/, '{$2,$1'),
        line.replace('{"type"', `{"type":"${entry.type}","type"`),
        line.replace(`"uuid":"${uuid}"`, '"uuid":""'),
        line.replace(/"uuid":"[^"]*",?/, ''),
        line.replace(`"type":"${entry.type}"`, '"type":"constructor"'),
        line.replace(`"type":"${entry.type}"`, '"type":7'),
      ]) {
        expect(() => parseEntry(wrong)).toThrow();
      }
    },
  );

  it('are refused when any field is replaced by a value of another kind', () => {
    const objects = [
      'transcript',
      'election',
      'trustees',
      'tally',
      'decryption',
      'result',
      'challenge',
      'response',
    ];
    const mayBeEmpty = new Set([...objects, 'ballot', 'recordKey', 'evidence']);
    const places = all.flatMap((entry) => paths(entry).map((path) => [entry, path] as const));
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(null, -1, 0.5, {}, [[]], ''),
        (place, value) => {
          const [entry, path] = place;
          if (value === '' && mayBeEmpty.has(String(path.at(-1)))) return;
          const changed = structuredClone(entry) as never as Record<string | number, unknown>;
          const holder = path.slice(0, -1).reduce((part, key) => part[key] as never, changed);
          holder[path.at(-1)!] = value;
          expect(() => formatEntry(changed as never)).toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['null', 'entry-type-unknown'],
    ['[]', 'entry-type-unknown'],
    ['"setup"', 'entry-type-unknown'],
    ['{"type":"toString"}', 'entry-type-unknown'],
    ['{"type":"opened"', 'json-malformed'],
    ['', 'json-malformed'],
  ])('refuse %s: %s', (line, code) => {
    expect(() => parseEntry(line)).toThrow(code);
  });

  it.each<[string, object, string]>([
    ['a day that does not exist', { opens: '2026-02-30T08:00:00Z' }, 'time-malformed'],
    ['a month that does not exist', { opens: '2026-13-01T08:00:00Z' }, 'time-malformed'],
    ['a time without zone', { opens: '2026-10-01T08:00:00' }, 'time-malformed'],
    ['fractions of a second', { opens: '2026-10-01T08:00:00.000Z' }, 'time-malformed'],
    ['the same person twice', { approvedBy: [by[0], by[0]] }, 'same-person-twice'],
    ['one person', { approvedBy: [by[0]] }, 'json-out-of-range'],
    ['a name of two lines', { approvedBy: ['Ada\nBeispiel', by[1]] }, 'name-malformed'],
    ['a name with a space around it', { approvedBy: ['Ada ', by[1]] }, 'name-malformed'],
    ['no name', { approvedBy: ['', by[1]] }, 'name-malformed'],
    ['a hash in capitals', { roll: { size: 1, hash: hash.toUpperCase() } }, 'hash-malformed'],
    ['an empty roll', { roll: { size: 0, hash } }, 'json-out-of-range'],
    ['a card key of another length', { cardKey: bytes(421) }, 'length-wrong'],
    [
      'fewer ballots than the law of small numbers allows',
      { least: { roll: 5, ballots: 2 } },
      'json-out-of-range',
    ],
    [
      'files out of order',
      {
        booth: [
          { path: 'b', sha256: hash },
          { path: 'a', sha256: hash },
        ],
      },
      'paths-not-rising',
    ],
    [
      'a file twice',
      {
        booth: [
          { path: 'a', sha256: hash },
          { path: 'a', sha256: hash },
        ],
      },
      'paths-not-rising',
    ],
    ['an absolute path', { booth: [{ path: '/a', sha256: hash }] }, 'path-malformed'],
  ])('refuse %s', (_, change, code) => {
    expect(() => formatEntry({ ...setup, ...change } as RecordEntry)).toThrow(code);
  });

  it('refuse draw marks that do not rise, or stand for nobody', () => {
    const close = all.find(({ type }) => type === 'close')!;
    expect(() => formatEntry({ ...close, draws: [2, 1] } as RecordEntry)).toThrow('numbers-not-rising');
    expect(() => formatEntry({ ...close, draws: [1, 1] } as RecordEntry)).toThrow('numbers-not-rising');
    expect(() => formatEntry({ ...close, draws: [0] } as RecordEntry)).toThrow('json-out-of-range');
  });

  it('refuse words that say nothing', () => {
    expect(() => formatEntry({ type: 'abort', uuid, reason: ' \n', by: [] })).toThrow('words-missing');
  });

  it('refuse an empty batch, and bytes that are not UTF-8', () => {
    expect(() => formatEntry({ type: 'ballots', uuid, ballots: [] })).toThrow('json-out-of-range');
    expect(() => parseEntry(Uint8Array.of(0xff))).toThrow('text-not-utf8');
  });
});
