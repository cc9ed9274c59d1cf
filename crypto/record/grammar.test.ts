import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordEntry, RecordType } from './entry.ts';
import { RecordGrammar } from './grammar.ts';

const entry = (type: string, more: object = {}) => ({ type, uuid: '5sn2RFJC372Mjk', ...more }) as RecordEntry;
const proven = { evidence: 'receipt' };

/** The grammar after this course. */
function after(...course: (string | RecordEntry)[]): RecordGrammar {
  const grammar = new RecordGrammar();
  for (const step of course) grammar.step(typeof step === 'string' ? entry(step) : step);
  return grammar;
}

const course = [
  'inspection',
  'roll',
  'ceremony-failed',
  'ceremony',
  'setup',
  'opened',
  'ballots',
  'ballots',
  'close',
  'objection',
  'counting',
  'encrypted-tally',
  'agreement',
  'partial-decryption',
  'agreement',
  'partial-decryption',
  'result',
  'confirmation',
  'keys-destroyed',
  'archived',
];

describe('the course of a referendum on the record', () => {
  it('goes from the roll to the archive', () => {
    expect(after(...course).ending).toBe('result');
    expect(after('setup', 'close').ending).toBe('none');
  });

  it('may end early, with its reason', () => {
    expect(after('setup', 'close', 'too-few-ballots', 'keys-destroyed').ending).toBe('too-few-ballots');
    expect(after('setup', 'close', 'encrypted-tally', 'not-countable', 'archived').ending).toBe(
      'not-countable',
    );
    expect(after('abort').ending).toBe('abort');
    expect(after('setup', 'opened', 'ballots', 'abort', 'keys-destroyed').ending).toBe('abort');
    expect(after('setup', 'close', entry('abort', proven)).ending).toBe('abort');
    expect(after('setup', 'close', 'encrypted-tally', 'agreement', entry('abort', proven)).ending).toBe(
      'abort',
    );
  });

  it('[R-50] has no shortcut: no step of the way from setup to confirmation can be left out', () => {
    const needed = [
      'setup',
      'close',
      'encrypted-tally',
      'partial-decryption',
      'result',
      'confirmation',
      'archived',
    ];
    after(...needed);
    for (let left = 0; left < needed.length - 1; left++) {
      expect(() => after(...needed.filter((_, i) => i !== left))).toThrow('entry-out-of-order');
    }
  });

  it('[R-50] has no way back: what came before the last phase never comes again', () => {
    const phases: RecordType[][] = [
      ['inspection'],
      ['roll'],
      ['setup'],
      ['opened'],
      ['ballots'],
      ['close'],
      ['encrypted-tally'],
      ['result'],
      ['confirmation'],
    ];
    fc.assert(
      fc.property(fc.nat(course.length - 1), fc.constantFrom(...phases.flat()), (length, type) => {
        const sofar = course.slice(0, length + 1);
        if (!sofar.includes(type) || (type === 'ballots' && sofar.at(-1) === 'ballots')) return;
        expect(() => after(...sofar, type)).toThrow('entry-out-of-order');
      }),
    );
  });

  it.each(['not-countable', 'too-few-ballots', 'abort', 'archived'])('takes no ballot after %s', (ending) => {
    const before = ending === 'not-countable' ? ['setup', 'close', 'encrypted-tally'] : ['setup', 'close'];
    const steps = ending === 'archived' ? [...before, 'too-few-ballots', ending] : [...before, ending];
    const run = steps.map((type) => (type === 'abort' ? entry('abort', proven) : type));
    after(...run);
    expect(() => after(...run, 'ballots')).toThrow('entry-out-of-order');
  });

  it('is not aborted after the close without a proven fault, nor once a decryption factor exists', () => {
    expect(() => after('setup', 'close', 'abort')).toThrow('abort-without-proof');
    const late = ['setup', 'close', 'encrypted-tally', 'partial-decryption', 'agreement'];
    expect(() => after(...late, entry('abort', proven))).toThrow('abort-too-late');
  });

  it('is that of one referendum', () => {
    expect(() => after('setup', entry('close', { uuid: '5sn2RFJC372Mjj' }))).toThrow(
      'entry-of-other-referendum',
    );
  });
});
