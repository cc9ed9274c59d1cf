import { describe, expect, it } from 'vitest';
import { Progress, streamOutlet } from './outlet.ts';

function progress() {
  const lines: string[] = [];
  let time = 1000;
  const outlet = { out: () => expect.fail('not a verdict'), err: (line: string) => lines.push(line) };
  const told = new Progress(outlet, () => time);
  const tell = (at: number, done: number, total?: number) => {
    time = 1000 + at;
    told.tell('ballots', done, total);
  };
  return { lines, tell };
}

describe('the progress of a long work', () => {
  it('is not told of a short one', () => {
    const { lines, tell } = progress();
    tell(0, 1, 100);
    tell(1999, 100, 100);
    expect(lines).toEqual([]);
  });

  it('is told every two seconds, with a rate that does not count what was done before', () => {
    const { lines, tell } = progress();
    tell(1000, 500, 1000);
    tell(2500, 700, 1000);
    tell(3000, 800, 1000);
    tell(5000, 1000);
    expect(lines).toEqual(['ballots: 800 of 1000, 150 per second', 'ballots: 1000, 125 per second']);
  });

  it('goes by the clock of the machine', () => {
    new Progress({ out: () => undefined, err: () => expect.fail('too early') }).tell('cards', 1);
  });
});

describe('what a command says', () => {
  it('goes to the two streams, a line each', () => {
    const said: string[] = [];
    const stream = (name: string) => ({ write: (text: string) => said.push(`${name} ${text}`) });
    const outlet = streamOutlet({ stdout: stream('1'), stderr: stream('2') });
    outlet.out('accept');
    outlet.err('half done');
    expect(said).toEqual(['1 accept\n', '2 half done\n']);
  });
});
