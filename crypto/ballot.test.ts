import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswers, checkBallot, checkBallotSignature, createBallot, refuseNeutral } from './ballot.ts';
import { parseBallot, refuseForeignBallot } from './ballot/ballot-text.ts';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import { sha256Base64 } from './hash.ts';
import type { Question, Vote } from './question.ts';
import {
  ANY_OF_TWO,
  CHOOSE_ONE,
  electionOf,
  opened,
  refusalOf,
  signedAgain,
  sodiumEd25519,
} from './testing/election.ts';

const election = electionOf(sodiumEd25519, [CHOOSE_ONE, ANY_OF_TWO]);
const { group } = election;
const credential = group.scalar(424_242n);
const votes = [[0, 1, 0, 0], [1, 1]]; // prettier-ignore
const honest = createBallot(election, { credential, votes });

/** Any question of up to five answers, with a vote that it allows. */
const questionAndVote = fc
  .record({
    bits: fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 5 }),
    blank: fc.option(fc.boolean(), { nil: undefined }),
    below: fc.nat(2),
    above: fc.nat(2),
    isBlank: fc.boolean(),
  })
  .map(({ bits, blank, below, above, isBlank }): [Question, Vote] => {
    const chosen = bits.reduce((sum: number, bit) => sum + bit, 0);
    const bounds = { min: Math.max(0, chosen - below), max: chosen + above };
    const question = { answers: bits.map((_, i) => `${i}`), blank, ...bounds, question: '?' };
    if (blank !== true) return [question, bits];
    return [question, isBlank ? [1, ...bits.map(() => 0)] : [0, ...bits]];
  });

describe('a ballot', () => {
  it('that we make is accepted, for every kind of question and every allowed vote', () => {
    fc.assert(
      fc.property(fc.array(questionAndVote, { minLength: 1, maxLength: 3 }), (pairs) => {
        const any = electionOf(sodiumEd25519, pairs.map(([question]) => question)); // prettier-ignore
        const made = createBallot(any, { credential, votes: pairs.map(([, vote]) => vote) });
        const checked = checkBallot(any, made.text);
        refuseNeutral(any, checked);
        expect(checked.tracker).toBe(made.tracker);
        expect(checked.answers.map((choices) => choices.length)).toEqual(
          pairs.map(([, vote]) => vote.length),
        );
      }),
      { numRuns: 15 },
    );
  });

  it.each([ed25519, belenios2048])('is made and checked in $name as in any engine', (other) => {
    const same = electionOf(other, [CHOOSE_ONE, ANY_OF_TWO]);
    const made = createBallot(same, { credential: other.scalar(424_242n), votes });
    expect(checkBallot(same, made.text).tracker).toBe(sha256Base64(made.text));
  });

  it('made by one engine is accepted by the other', () => {
    const noble = electionOf(ed25519, [CHOOSE_ONE, ANY_OF_TWO]);
    expect(noble.text).toBe(election.text);
    expect(checkBallot(noble, honest.text).tracker).toBe(honest.tracker);
    const other = createBallot(noble, { credential: ed25519.scalar(5n), votes });
    expect(checkBallot(election, other.text).tracker).toBe(other.tracker);
  });

  it('holds what was voted, which the secret key of the election shows', () => {
    const contents = checkBallot(election, honest.text).answers.map((choices) =>
      choices.map(({ alpha, beta }) => group.quotient(beta, group.power(alpha, election.secretKey))),
    );
    const isOne = contents.map((choices) =>
      choices.map((content) => group.isEqual(content, group.generator)),
    );
    expect(isOne.map((choices) => choices.map(Number))).toEqual(votes);
  });

  it('[C-13] is never the same twice, even with the same credential and the same votes', () => {
    const again = createBallot(election, { credential, votes });
    const [first, second] = [opened(honest.text), opened(again.text)];
    expect(again.tracker).not.toBe(honest.tracker);
    expect(first.answers[0]!.choices[0]).not.toEqual(second.answers[0]!.choices[0]);
  });

  it('[C-29] costs the same operations whatever is voted', () => {
    const operations = (vote: Vote) => {
      const done: string[] = [];
      const counted = new Proxy(group, {
        get: (target, name) => {
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            done.push(String(name));
            return Reflect.apply(value, target, args) as unknown;
          };
        },
      });
      createBallot({ ...election, group: counted }, { credential, votes: [vote, [0, 0]] });
      return done;
    };
    const first = operations([0, 1, 0, 0]);
    expect(first.filter((name) => name === 'powerSecret').length).toBeGreaterThan(40);
    for (const vote of [[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) expect(operations(vote)).toEqual(first); // prettier-ignore
  });

  it('follows from the randomness alone, so that it can be recomputed', () => {
    const counted = () => {
      let count = 0;
      return (length: number) => new Uint8Array(length).fill(++count);
    };
    const make = () => createBallot(election, { credential, votes }, counted());
    expect(make().text).toBe(make().text);
  });

  it('is checked step by step as it is as a whole', () => {
    const ballot = parseBallot(honest.text);
    refuseForeignBallot(election, ballot);
    checkBallotSignature(election, ballot);
    expect(checkAnswers(election, ballot)).toEqual(checkBallot(election, honest.text));
  });

  it.each([
    ['vote-wrong-length', [[0, 1, 0, 0]]],
    ['vote-wrong-length', [[0, 1, 0, 0], [1, 1], [1]]], // prettier-ignore
    ['vote-too-many', [[0, 1, 1, 0], [1, 1]]], // prettier-ignore
    ['vote-not-zero-or-one', [[0, 1, 0, 0], [2, 0]]], // prettier-ignore
    ['vote-blank-and-answer', [[1, 1, 0, 0], [1, 1]]], // prettier-ignore
  ])('is not made of a vote that is not allowed: %s', (code, vote) => {
    expect(refusalOf(() => createBallot(election, { credential, votes: vote }))).toBe(code);
  });

  it('[C-06] of another election is refused, with the same key and the same questions', () => {
    const other = electionOf(sodiumEd25519, [CHOOSE_ONE, ANY_OF_TWO], 'Ax9RivaCznBFaZ');
    const foreign = createBallot(other, { credential, votes });
    expect(checkBallot(other, foreign.text).tracker).toBe(foreign.tracker);
    expect(refusalOf(() => checkBallot(election, foreign.text))).toBe('ballot-other-election');
  });

  it('refuses at casting whose elements are neutral, though the proofs hold', () => {
    const zero = (length: number) => new Uint8Array(length);
    const open = createBallot(election, { credential, votes }, zero);
    const checked = checkBallot(election, open.text);
    expect(refusalOf(() => refuseNeutral(election, checked))).toBe('ballot-neutral-element');
    expect(refuseNeutral(election, checkBallot(election, honest.text))).toBeUndefined();
  });
});

describe('tampering', () => {
  const replaced = (text: string) => {
    const last = text.at(-1)!;
    const digit = last === '1' ? '2' : '1';
    return [text.slice(0, -1) + digit, text.slice(1), `${text}0`, text.toUpperCase(), '', '0', '1'].filter(
      (t) => t !== text,
    );
  };

  it('[R-24] with any single field of a ballot is refused', () => {
    expect(checkBallot(election, honest.text).tracker).toBe(honest.tracker);
    const paths = leaves(JSON.parse(honest.text));
    expect(paths.length).toBeGreaterThan(50);
    for (const path of paths) {
      for (const value of [...replaced(at(honest.text, path)), 1, null, [], {}, undefined]) {
        const text = changed(honest.text, path, value);
        expect(() => checkBallot(election, text), `${path.join('.')} = ${JSON.stringify(value)}`).toThrow(
          /^(json|ballot|signature|element|scalar|proof|credential)-/,
        );
      }
    }
  }, 60_000);

  it('with any single field of the answers is refused even if the voter signs the change', () => {
    const paths = leaves(JSON.parse(honest.text)).filter(([first]) => first === 'answers');
    const other = createBallot(election, { credential, votes }).text;
    for (const path of paths) {
      for (const value of [...replaced(at(honest.text, path)).slice(0, 3), at(other, path)]) {
        const text = signedAgain(election, opened(changed(honest.text, path, value)), credential);
        expect(() => checkBallot(election, text), `${path.join('.')} = ${value}`).toThrow(
          /^(element|scalar|proof)-/,
        );
      }
    }
  }, 60_000);

  it('by exchanging any two fields of a ballot is refused', () => {
    const paths = leaves(JSON.parse(honest.text));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...paths), (first, second) => {
        const [a, b] = [at(honest.text, first), at(honest.text, second)];
        fc.pre(a !== b);
        const text = changed(changed(honest.text, first, b), second, a);
        expect(() => checkBallot(election, text)).toThrow();
      }),
      { numRuns: 100 },
    );
  });

  it('by cutting, doubling or dropping any part of a ballot is refused', () => {
    const content = JSON.parse(honest.text) as object;
    for (const path of branches(content)) {
      const list = at(honest.text, path) as unknown;
      if (!Array.isArray(list)) continue;
      for (const value of [list.slice(1), [...list, list[0] as unknown], list.toReversed(), []])
        expect(() => checkBallot(election, changed(honest.text, path, value)), path.join('.')).toThrow();
    }
  });
});

type Path = (string | number)[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
}

function branches(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, part]) => branches(part, [...path, key]))];
}

function at(text: string, path: Path): string {
  return path.reduce(
    (value, key) => (value as Record<string, unknown>)[key],
    JSON.parse(text) as unknown,
  ) as string;
}

function changed(text: string, path: Path, value: unknown): string {
  const whole = JSON.parse(text) as unknown;
  const parent = path.slice(0, -1).reduce((part, key) => (part as Record<string, unknown>)[key], whole);
  (parent as Record<string, unknown>)[path.at(-1)!] = value;
  return JSON.stringify(whole);
}
