import { beforeAll, describe, expect, it } from 'vitest';
import type { EventContent } from '../archive/event.ts';
import { bytesOf, writeArchive } from '../archive/writer.ts';
import { checkBallot, createBallot } from '../ballot.ts';
import { composeTally, encryptTally } from '../count/tally.ts';
import { Refused } from '../refusal.ts';
import { ANY_OF_TWO, CHOOSE_ONE, refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { archiveOf, eventsOf, heldElection, TIME, type HeldElection } from '../testing/held-election.ts';
import { refusalIn } from '../testing/refusal.ts';
import { localChecker, type BallotChecker } from './ballot-batch.ts';
import type { Milestone } from './ballot-box.ts';
import { checkListedBallot } from './setup.ts';
import { verdictOf } from './verdict.ts';
import { readSetupArchive, verifyArchive, type VerificationOptions } from './verify-archive.ts';

const A = [
  [0, 1, 0, 0],
  [1, 1],
];
const B = [
  [1, 0, 0, 0],
  [0, 1],
];
type Of<T extends EventContent['type']> = Extract<EventContent, { type: T }>;

const COUNTS = [
  [2_000_000_001n, 2n, 0n, 0n],
  [2n, 2_000_000_003n],
];
let held: HeldElection;
let events: EventContent[];
beforeAll(async () => {
  const votes = [A, B, A, A].map((vote, voter) => ({
    voter,
    vote,
    weight: voter === 1 ? 2_000_000_000n : 1n,
  }));
  const keepers = { singles: 1, pedersen: { size: 3, threshold: 2 } };
  const plan = { group, questions: [CHOOSE_ONE, ANY_OF_TWO], keepers, absent: 2 };
  held = await heldElection({ ...plan, votes: [...votes, { voter: 3, vote: B }] });
  events = eventsOf(held, [1, 2, 3], COUNTS);
});

const verify = (bytes: Uint8Array, options: VerificationOptions = {}) =>
  verifyArchive(() => [bytes], { groups: [group], ...options });
const verdictOn = async (changed: readonly EventContent[], options = {}) =>
  verify(await archiveOf(changed), options);
const reasonFor = async (changed: readonly EventContent[]) => (await verdictOn(changed)).reason;

/** The events with those of one type changed. */
function changed<T extends EventContent['type']>(
  type: T,
  change: (content: Of<T>) => Partial<Of<T>>,
): EventContent[] {
  return events.map((content) =>
    content.type === type ? { ...content, ...change(content as Of<T>) } : content,
  ) as EventContent[];
}

describe('[R-36] a whole archive', () => {
  it('is accepted with named checks and the result, counts above 2^30 as strings', async () => {
    const verdict = await verdictOn(events);
    expect(verdict.verdict).toBe('accept');
    expect(verdict.result).toEqual([
      ['2000000001', 2, 0, 0],
      [2, '2000000003'],
    ]);
    expect(verdict.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['election', true],
      ['trustees', true],
      ['archive', true],
      ['credentials', true],
      ['ballots', true],
      ['encrypted tally', true],
      ['partial decryptions', true],
      ['result', true],
    ]);
    expect(verdict.verified?.tally).toHaveLength(2);
  });

  it('is judged alike with the default engines', async () => {
    const bytes = await archiveOf(events);
    expect((await verifyArchive(() => [bytes])).verdict).toBe('accept');
  });

  it('without a single ballot has the result zero', async () => {
    const empty = await heldElection({ group, questions: [CHOOSE_ONE], votes: [], absent: 3 });
    const verdict = await verdictOn(eventsOf(empty, [1]));
    expect([verdict.verdict, verdict.result]).toEqual(['accept', [[0, 0, 0, 0]]]);
  });

  it('stops at the first fault and says which check failed', async () => {
    const { verdict, checks, result } = await verdictOn(
      changed('Result', () => ({ result: '{"result":[[1,1,1,1],[1,1]]}' })),
    );
    expect(verdict).toBe('reject');
    expect(checks.at(-1)).toMatchObject({ name: 'result', ok: false });
    expect(checks.slice(0, -1).every(({ ok }) => ok)).toBe(true);
    expect(result).toBeUndefined();
  });
});

describe('[C-23] a result', () => {
  const result = (text: string) => changed('Result', () => ({ result: text }));
  it.each([
    ['another one', '{"result":[["2000000002",1,0,0],[2,"2000000003"]]}', 'result-wrong'],
    ['that equals it modulo q', '', 'result-wrong'],
    ['of one question less', '{"result":[["2000000001",2,0,0]]}', 'result-wrong-shape'],
    ['of one answer less', '{"result":[["2000000001",2,0],[2,"2000000003"]]}', 'result-wrong-shape'],
    ['of one answer more', '{"result":[["2000000001",2,0,0],[2,"2000000003",0]]}', 'result-wrong-shape'],
    [
      'with a large number that is no string',
      '{"result":[[2000000001,2,0,0],[2,"2000000003"]]}',
      'count-not-canonical',
    ],
    [
      'with a small number that is a string',
      '{"result":[["2000000001","2",0,0],[2,"2000000003"]]}',
      'count-not-canonical',
    ],
    ['of no election', '{"result":[]}', 'result-wrong-shape'],
  ])('is refused: %s', async (_, text, code) => {
    const wrong = text || `{"result":[["${2000000001n + group.order}",2,0,0],[2,"2000000003"]]}`;
    expect(await reasonFor(result(wrong))).toMatch(new RegExp(`^${code}`));
  });

  it('of a part of the ballots is refused although its decryption is right', async () => {
    const part = held.ballots.slice(0, 2).map((text) => {
      const ballot = checkBallot(held.election, text);
      return { ballot, weight: held.weights.get(ballot.credential)! };
    });
    const partial = eventsOf({ ...held, tally: encryptTally(held.election, part) }, [1, 2, 3], COUNTS);
    expect(await reasonFor(partial)).toBe('encrypted-tally-wrong');
    const asPublished = partial.map((content, i) =>
      content.type === 'EncryptedTally' ? events[i]! : content,
    );
    expect(await reasonFor(asPublished)).toMatch('decryptions-too-few');
  });
});

describe('a tally', () => {
  it('is refused with another number or weight of ballots', async () => {
    expect(await reasonFor(changed('EncryptedTally', () => ({ numTallied: 5 })))).toBe(
      'tally-number-wrong: 5',
    );
    expect(await reasonFor(changed('EncryptedTally', () => ({ totalWeight: 4 })))).toBe(
      'tally-weight-wrong: 4',
    );
    expect(await reasonFor(changed('EncryptedTally', () => ({ totalWeight: 2000000003 })))).toMatch(
      'count-not-canonical',
    );
  });

  it('is refused when it is of other ballots', async () => {
    const encryptedTally = composeTally(encryptTally(held.election, []));
    expect(await reasonFor(changed('EncryptedTally', () => ({ encryptedTally })))).toBe(
      'encrypted-tally-wrong',
    );
  });
});

describe('partial decryptions', () => {
  const decryptions = () => events.filter((content) => content.type === 'PartialDecryption');
  const withDecryptions = (list: readonly EventContent[]) => [
    ...events.slice(0, events.length - 4),
    ...list,
    events.at(-1)!,
  ];

  it('[R-28] may be more than needed, in any order', async () => {
    const all = eventsOf(held, [4, 1, 3, 2], COUNTS);
    expect((await verdictOn(all)).verdict).toBe('accept');
  });

  it('[C-18] that are wrong are named, and do no harm while enough others are right', async () => {
    const all = eventsOf(held, [1, 2, 3, 4], COUNTS);
    const spoilt = all.map((content) =>
      content.type === 'PartialDecryption' && content.owner === 3
        ? {
            ...content,
            decryption: content.decryption.replace(
              /("response":")(.)/,
              (_, key, digit) => key + (digit === '1' ? '2' : '1'),
            ),
          }
        : content,
    );
    const verdict = await verdictOn(spoilt);
    expect(verdict.verdict).toBe('accept');
    expect(verdict.checks.find(({ name }) => name === 'partial decryptions')?.detail).toMatch(
      /^right of owners 1, 2, 4; owner 3 ignored: decryption-proof-invalid/,
    );
  });

  it('[C-19] are too few below the threshold, or without a trustee who is necessary alone', async () => {
    const [single, first, second] = decryptions() as [EventContent, EventContent, EventContent];
    expect(await reasonFor(withDecryptions([single, first]))).toBe(
      'decryptions-too-few: owner 3: missing; owner 4: missing',
    );
    expect(await reasonFor(withDecryptions([first, second]))).toBe('decryptions-too-few: owner 1: missing');
  });

  it('are refused twice by the same owner, under another owner, and beyond the owners', async () => {
    const [single, first, second] = decryptions() as [EventContent, EventContent, EventContent];
    expect(await reasonFor(withDecryptions([single, first, second, second]))).toBe('owner-twice: 3');
    const swapped = [single, { ...first, owner: 3 }, { ...second, owner: 2 }] as EventContent[];
    expect(await reasonFor(withDecryptions(swapped))).toMatch('decryptions-too-few');
    expect(await reasonFor(withDecryptions([single, first, { ...second, owner: 5 } as EventContent]))).toBe(
      'owner-out-of-range: 5',
    );
    expect(await reasonFor(withDecryptions(Array<EventContent>(5).fill(single)))).toBe(
      'decryptions-too-many',
    );
  });

  it('are not preceded by shuffles where nothing is shuffled', async () => {
    const at = events.findIndex(({ type }) => type === 'PartialDecryption');
    const shuffled: EventContent[] = [
      ...events.slice(0, at),
      { type: 'Shuffle', owner: 1, shuffle: '{}' },
      { type: 'EndShuffles' },
      ...events.slice(at),
    ];
    expect(await reasonFor(shuffled)).toBe('shuffle-unexpected');
  });
});

describe('ballots', () => {
  const withBallot = (ballot: string) => {
    const at = events.findIndex(({ type }) => type === 'EndBallots');
    return [...events.slice(0, at), { type: 'Ballot', ballot } as const, ...events.slice(at)];
  };

  it('[R-26] are refused twice, and with ciphertexts copied from another', async () => {
    const [first, second] = held.ballots as [string, string];
    expect(await reasonFor(withBallot(first))).toBe('ballot-twice: ballot 5');
    const { answers } = JSON.parse(first) as { answers: unknown };
    const copied = JSON.stringify({ ...(JSON.parse(second) as object), answers });
    expect(await reasonFor(withBallot(copied))).toMatch(/^signature-hash-wrong: ballot 5/);
  });

  it('are refused with a credential that is not in the list, and in another form', async () => {
    const stranger = createBallot(held.election, { credential: group.scalar(5n), votes: A }).text;
    expect(await reasonFor(withBallot(stranger))).toBe('credential-unknown: ballot 5');
    expect(await reasonFor(withBallot(`${held.ballots[0]!} `))).toBe('ballot-not-canonical: ballot 5');
    expect(await reasonFor(withBallot('{}'))).toBe('ballot-not-canonical: ballot 5');
  });

  it('are checked also where a later one replaces them', async () => {
    const at = events.findIndex(({ type }) => type === 'EndBallots') - 2;
    const { ballot } = events[at] as Of<'Ballot'>;
    const spoilt = ballot.replace(/"response":"./, '"response":"9');
    const bad = events.map((content, i) =>
      i === at ? ({ type: 'Ballot', ballot: spoilt } as const) : content,
    );
    expect(await reasonFor(bad)).toMatch(/^(signature-hash-wrong|scalar-too-large): ballot 3/);
  });
});

describe('a setup', () => {
  const setup = (change: (content: Of<'Setup'>) => Partial<Of<'Setup'>>) => changed('Setup', change);

  it('is refused where the key of the election is not that of the trustees', async () => {
    const other = await heldElection({ group, questions: [CHOOSE_ONE, ANY_OF_TWO], votes: [] });
    expect(await reasonFor(setup(() => ({ trustees: other.trusteesText })))).toBe('public-key-wrong');
  });

  it('is refused with a credential twice or outside of the group, though nobody used it', async () => {
    const add = (entry: string) =>
      setup(({ credentials }) => ({ credentials: credentials.replace(']', `,"${entry}"]`) }));
    const unused = group.format(group.power(group.generator, group.scalar(99n)));
    expect((await verdictOn(add(unused))).verdict).toBe('accept');
    expect(await reasonFor(add('0'.repeat(64)))).toMatch('element-outside-subgroup: credentials');
    expect(await reasonFor(add('f'.repeat(64)))).toMatch('element-');
    const [first] = JSON.parse(held.credentials) as [string];
    expect(await reasonFor(add(first.split(',')[0]!))).toMatch('credential-twice');
  });

  it.each([
    ['[C-30] another version', '"version":1', '"version":2', 'reject'],
    ['[C-30] no version', '"version":1', '"version":"1"', 'reject'],
    ['an unknown group', '"group":"Ed25519"', '"group":"Ed448"', 'reject'],
    ['a group that needs shuffles', '"group":"Ed25519"', '"group":"RFC-3526-2048"', 'unsupported'],
    ['an unknown kind of question', '{"answers"', '{"type":"Guess","answers"', 'reject'],
    ['a question that needs shuffles', '{"answers"', '{"type":"NonHomomorphic","answers"', 'unsupported'],
    ['a question that needs shuffles and lists', '{"answers"', '{"type":"Lists","answers"', 'unsupported'],
  ])('is not accepted with %s', async (_, part, other, verdict) => {
    expect(
      (await verdictOn(setup(({ election }) => ({ election: election.replace(part, other) })))).verdict,
    ).toBe(verdict);
  });

  it('can be read alone, for single ballots', async () => {
    const alone = await archiveOf(events.slice(0, 1));
    const read = await readSetupArchive([alone], [group]);
    expect(checkListedBallot(read, held.ballots[0]!).answers).toHaveLength(2);
    const stranger = createBallot(held.election, { credential: group.scalar(5n), votes: A }).text;
    expect(refusalOf(() => checkListedBallot(read, stranger))).toBe('credential-unknown');
    expect((await readSetupArchive([await archiveOf(events)], [group])).electorate.size).toBe(6);
    const nothing = await bytesOf(writeArchive({ timestamp: TIME, events: [] }));
    expect(await refusalIn(readSetupArchive([nothing], [group]))).toBe('archive-unfinished');
    expect((await verify(nothing)).reason).toMatch('archive-unfinished');
  });
});

describe('what cannot be judged', () => {
  it.each([
    ['unsupported-record-size', '300000000 bytes', 'unsupported'],
    ['unsupported-total-weight', '1', 'unsupported'],
    ['unsupported-question', 'questions: Lists', 'unsupported'],
    ['unsupported-version', '2', 'reject'],
    ['result-wrong', '', 'reject'],
  ])('%s (%s): %s', (code, detail, verdict) => expect(verdictOf(new Refused(code, detail))).toBe(verdict));
});

describe('a verification that was interrupted', () => {
  /** Notes in memory. */
  class Notes {
    readonly pages = new Map<string, Milestone>();
    async read(head: string) {
      return this.pages.get(head);
    }
    async write(head: string, milestone: Milestone) {
      this.pages.set(head, milestone);
    }
  }

  /** Fails at the third batch. */
  function failing(checker: BallotChecker): BallotChecker {
    let batches = 0;
    return {
      width: 1,
      check: (batch) =>
        ++batches > 3 ? Promise.reject(new Error('the lights went out')) : checker.check(batch),
    };
  }

  it('goes on where it was, and comes to the same verdict', async () => {
    const notebook = new Notes();
    const bytes = await archiveOf(events);
    const broken = {
      notebook,
      checkerFor: (election: HeldElection['election']) => failing(localChecker(election)),
    };
    await expect(verify(bytes, broken)).rejects.toThrow('the lights went out');
    const [milestone] = notebook.pages.values();
    expect(milestone!.done).toBe(4);
    const seen: number[] = [];
    const verdict = await verify(bytes, { notebook, onProgress: (done) => seen.push(done) });
    expect(verdict.verdict).toBe('accept');
    expect(seen).toEqual([5]);
  });

  it('passes over notes that cannot be of this archive', async () => {
    const bytes = await archiveOf(events);
    const { verified } = await verify(bytes);
    for (const milestone of [
      { done: 6, tally: '[]' },
      { done: 1, tally: 'none' },
    ]) {
      const notebook = new Notes();
      notebook.pages.set(verified!.outline.head, milestone);
      expect((await verify(bytes, { notebook })).verdict).toBe('accept');
    }
  });

  it('breaks instead of giving a verdict when the program is at fault', async () => {
    const checkerFor = () => ({ width: 3, check: () => Promise.reject(new Error('out of memory')) });
    await expect(verify(await archiveOf(events), { checkerFor })).rejects.toThrow('out of memory');
  });

  it('notices when the file changes while it is read', async () => {
    const whole = await archiveOf(events);
    const other = await archiveOf(events.filter((_, i) => i !== 2));
    const readings = [whole, other];
    const { verdict, reason } = await verifyArchive(() => [readings.shift()!], { groups: [group] });
    expect([verdict, reason]).toEqual(['reject', 'archive-changed']);
  });
});
