import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBallot } from '../ballot.ts';
import { CHOOSE_ONE, electionOf, sodiumEd25519 as group } from '../testing/election.ts';
import { BallotPool } from './pool.ts';
import { work } from './work.ts';

const election = electionOf(group, [CHOOSE_ONE]);
const ballot = (voter: bigint) =>
  createBallot(election, { credential: group.scalar(voter), votes: [[0, 1, 0, 0]] }).text;
const ballots = [ballot(1n), ballot(2n), ballot(3n)];
const batch = { first: 7, ballots, weights: [1n, 0n, 2n], credentials: [group.format(group.generator)] };

let pool: BallotPool;
afterEach(() => pool?.close());

describe('work on ballots', () => {
  it('gives the tally of a batch, or its first fault with its place', () => {
    const whole = work(election, { batch }) as { batch: { tally: string } };
    const twice = work(election, { batch: { ...batch, ballots: [ballots[0]!], weights: [1n] } });
    expect(whole.batch.tally).not.toEqual(twice);
    const broken = { ...batch, ballots: [ballots[0]!, `${ballots[1]!} `] };
    expect(work(election, { batch: broken })).toEqual({
      batch: { code: 'ballot-not-canonical', detail: 'ballot 8' },
    });
    const outside = { ...batch, credentials: ['0'.repeat(64)] };
    expect(work(election, { batch: outside })).toMatchObject({ batch: { code: 'element-outside-subgroup' } });
  });

  it('gives the credential of each ballot, or what is wrong with it', () => {
    const outcome = work(election, { each: [ballots[0]!, '{}'] });
    const { credential } = JSON.parse(ballots[0]!) as { credential: string };
    expect(outcome).toEqual({
      each: [{ credential }, { code: 'json-missing-key', detail: expect.any(String) }],
    });
  });

  it('is done in a thread as in this one', async () => {
    const { port1, port2 } = new MessageChannel();
    vi.doMock('node:worker_threads', () => ({ parentPort: port1, workerData: election.text }));
    await import('./worker.ts');
    const answer = new Promise((resolve) => port2.once('message', resolve));
    port2.postMessage({ each: ballots });
    expect(await answer).toEqual(work(election, { each: ballots }));
    port1.close();
    vi.doUnmock('node:worker_threads');
  });
});

describe('threads', () => {
  it('share the batches and come to the same tally', async () => {
    pool = new BallotPool(election, 2);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => pool.check(batch)));
    const { batch: expected } = work(election, { batch }) as { batch: object };
    expect(outcomes).toEqual(Array(5).fill(expected));
    expect(pool.width).toBe(4);
  });

  it('check ballots one by one', async () => {
    pool = new BallotPool(election);
    const { each } = work(election, { each: ballots }) as { each: object };
    expect(await pool.checkEach(ballots)).toEqual(each);
  });

  it('that break fail their task instead of giving half an answer', async () => {
    pool = new BallotPool({ ...election, text: 'no election' }, 1);
    await expect(pool.check(batch)).rejects.toThrow('json-malformed');
  });

  it('that are stopped fail their task', async () => {
    pool = new BallotPool(election, 1);
    const outcome = pool.check(batch);
    await Promise.all([expect(outcome).rejects.toThrow('a thread ended'), pool.close()]);
  });
});
