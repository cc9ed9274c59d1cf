import { describe, expect, it } from 'vitest';
import { checkAnswers, checkBallot, checkBallotSignature, createBallot } from '../ballot.ts';
import { publicCredential } from '../credential.ts';
import type { Election } from '../election.ts';
import { hashToScalar } from '../hash.ts';
import { proveKnowledge, formatProof } from '../proof.ts';
import type { Question } from '../question.ts';
import { randomScalar } from '../random.ts';
import {
  encrypted,
  forgedForWeakChallenge,
  inventedProofs,
  moved,
  movedProof,
  negated,
} from '../testing/dishonest.ts';
import {
  ANY_OF_TWO,
  CHOOSE_ONE,
  electionOf,
  type Loose,
  opened,
  refusalOf,
  signedAgain,
  sodiumEd25519,
} from '../testing/election.ts';
import { SMALL_ORDER } from '../testing/torsion.ts';
import { parseBallot } from './ballot-text.ts';

const group = sodiumEd25519;
const election = electionOf(group, [CHOOSE_ONE, ANY_OF_TWO]);
const y = election.publicKey;
const [alice, mallory] = [group.scalar(1_111n), group.scalar(6_666n)];
const publicOf = (secret: typeof alice) => group.format(publicCredential(group, secret));
const votes = [[0, 1, 0, 0], [0, 0]]; // prettier-ignore
const honest = createBallot(election, { credential: alice, votes });
const one = electionOf(group, [{ answers: ['Ja'], min: 0, max: 1, question: '?' }]);

/** What happens to Alice's ballot after a change that she herself signs: only the proofs can refuse it. */
function refusalAfter(change: (content: Loose) => void, of: Election = election, text = honest.text): string {
  expect(checkBallot(of, text).text).toBe(text);
  const content = opened(text);
  change(content);
  return refusalOf(() => checkBallot(of, signedAgain(of, content, alice)));
}

/** The same, signed by Mallory under her own credential. */
function refusalAsOwn(change: (content: Loose) => void): string {
  const content = opened(honest.text);
  change(content);
  content.credential = publicOf(mallory);
  return refusalOf(() => checkBallot(election, signedAgain(election, content, mallory)));
}

describe('changing what a proof is bound to', () => {
  const ballot = parseBallot(honest.text);
  const proofsIn = (other: Election) => checkAnswers(other, ballot).tracker;

  it('[C-01] refuses other elections, fingerprints, keys and groups', () => {
    expect(proofsIn(election)).toBe(honest.tracker);
    const uuid = electionOf(group, [CHOOSE_ONE, ANY_OF_TWO], 'Ax9RivaCznBFaZ');
    expect(refusalOf(() => proofsIn(uuid))).toBe('proof-invalid');
    expect(refusalOf(() => proofsIn({ ...election, fingerprint: uuid.fingerprint }))).toBe('proof-invalid');
    expect(refusalOf(() => proofsIn({ ...election, publicKey: group.power(y, group.scalar(2n)) }))).toBe(
      'proof-invalid',
    );
    const rewritten = election.text.replace('Ed25519', 'BELENIOS-2048');
    expect(refusalOf(() => proofsIn({ ...election, fingerprint: rewritten }))).toBe('proof-invalid');
  });

  it('[C-01] refuses the answers under another credential', () => {
    expect(refusalAsOwn(() => {})).toBe('proof-invalid');
    expect(refusalOf(() => checkAnswers(election, { ...ballot, credential: publicOf(mallory) }))).toBe(
      'proof-invalid',
    );
  });

  it('[C-01] refuses answers in the place of others, and choices in the place of others', () => {
    const twice = electionOf(group, [ANY_OF_TWO, ANY_OF_TWO]);
    const { text } = createBallot(twice, { credential: alice, votes: [[1, 0], [0, 1]] }); // prettier-ignore
    const swapped = { ...opened(text), answers: opened(text).answers.toReversed() };
    expect(checkBallot(twice, text).text).toBe(text);
    expect(refusalOf(() => checkBallot(twice, JSON.stringify(swapped)))).toBe('signature-hash-wrong');
    expect(refusalAfter(({ answers: [answer] }) => {
      answer!.choices.reverse();
      answer!.individual_proofs.reverse();
    })).toBe('proof-invalid'); // prettier-ignore
  });

  it('[C-01] refuses every ciphertext that is exchanged for another of the same content', () => {
    for (const [q, choices] of opened(honest.text).answers.map((answer) => answer.choices).entries())
      for (const i of choices.keys())
        expect(refusalAfter(({ answers }) => {
          answers[q]!.choices[i] = encrypted(election, BigInt(votes[q]![i]!));
        })).toBe('proof-invalid'); // prettier-ignore
  });
});

describe('forging', () => {
  it('[C-02] refuses a proof that was made before its ciphertext', () => {
    const { text } = createBallot(one, { credential: alice, votes: [[1]] });
    const weakPrefix = `prove|${one.fingerprint}|${publicOf(alice)}|`;
    const forged = forgedForWeakChallenge(one, weakPrefix);
    expect(forged.content > 1n).toBe(true);
    const commitments = group.commit(
      forged.proof.flatMap(({ challenge, response }, claimed) => {
        const scalars = { challenge: group.parseScalar(challenge), response: group.parseScalar(response) };
        const { alpha, beta } = forged.choice;
        return [
          { ...scalars, fixed: group.generator, base: group.parse(alpha) },
          { ...scalars, fixed: one.publicKey, base: group.parse(beta), claimed },
        ];
      }),
    );
    expect(hashToScalar(group, weakPrefix, commitments)).toBe(forged.weakChallenge);
    const refusal = refusalAfter(({ answers: [answer] }) => {
      answer!.choices = [forged.choice];
      answer!.individual_proofs = [forged.proof];
    }, one, text); // prettier-ignore
    expect(refusal).toBe('proof-invalid');
  });

  it.each([1_000n, -5n, 2n, -1n])('[C-02] refuses a ciphertext of %d with any proofs', (content) => {
    for (const proofs of [() => inventedProofs(group, 2), undefined])
      expect(refusalAfter(({ answers: [, answer] }) => {
        answer!.choices[0] = encrypted(election, content);
        if (proofs !== undefined) answer!.individual_proofs[0] = proofs();
      })).toBe('proof-invalid'); // prettier-ignore
  });

  it('[C-03] refuses a random exponent, whose count could not be found in a lifetime', () => {
    expect(refusalAfter(({ answers: [, answer] }) => {
      answer!.choices[1] = encrypted(election, randomScalar(group));
      answer!.individual_proofs[1] = inventedProofs(group, 2);
      answer!.overall_proof = inventedProofs(group, 3);
    })).toBe('proof-invalid'); // prettier-ignore
  });
});

describe("mauling another voter's ballot", () => {
  const t = randomScalar(group);

  it('[C-05] refuses it copied, as its own voter had it accepted', () => {
    expect(checkBallot(election, honest.text).credential).toBe(publicOf(alice));
    expect(refusalAsOwn(() => {})).toBe('proof-invalid');
  });

  it('[C-05] refuses it re-randomised, even with proofs that leave every commitment as it was', () => {
    const maul = ({ answers: [, answer] }: Loose) => {
      answer!.choices = answer!.choices.map((choice) => moved(election, choice, t));
      answer!.individual_proofs = answer!.individual_proofs.map((pair) =>
        pair.map((proof) => movedProof(group, proof, t)),
      );
      answer!.overall_proof = answer!.overall_proof.map((proof) =>
        movedProof(group, proof, group.scalar(2n * t)),
      );
    };
    expect(refusalAsOwn(maul)).toBe('proof-invalid');
    expect(refusalAfter(maul)).toBe('proof-invalid');
  });

  it('[C-05] refuses it permuted, negated, or with an encrypted nought added', () => {
    const mauls: ((content: Loose) => void)[] = [
      ({ answers: [, answer] }) => answer!.choices.reverse(),
      ({ answers: [, answer] }) => (answer!.choices[0] = negated(group, answer!.choices[0]!)),
      ({ answers: [, answer] }) => {
        answer!.choices[0] = negated(group, answer!.choices[0]!);
        answer!.individual_proofs[0]!.reverse();
      },
      ({ answers: [, answer] }) => (answer!.choices[1] = moved(election, answer!.choices[1]!, t)),
    ];
    for (const maul of mauls) {
      expect(refusalAsOwn(maul)).toBe('proof-invalid');
      expect(refusalAfter(maul)).toBe('proof-invalid');
    }
  });
});

describe('points outside of the group', () => {
  it.each(SMALL_ORDER.slice(1))('[C-07] refuses %s as alpha, beta and credential', (point) => {
    expect(refusalAfter(({ answers: [answer] }) => (answer!.choices[0]!.alpha = point))).toBe(
      'element-outside-subgroup',
    );
    expect(refusalAfter(({ answers: [answer] }) => (answer!.choices[0]!.beta = point))).toBe(
      'element-outside-subgroup',
    );
    expect(refusalAfter((content) => (content.credential = point))).toBe('element-outside-subgroup');
  });

  it.each(SMALL_ORDER)('[C-09] refuses %s as credential with a signature of noughts', (point) => {
    const content = { ...opened(honest.text), credential: point };
    const signed = opened(signedAgain(election, content, group.scalar(0n)));
    signed.signature = { hash: signed.signature.hash, proof: { challenge: '0', response: '0' } };
    expect(refusalOf(() => checkBallotSignature(election, parseBallot(JSON.stringify(signed))))).toMatch(
      point === SMALL_ORDER[0] ? /^credential-neutral$/ : /^element-outside-subgroup$/,
    );
  });

  it('[C-09] refuses the credential of the secret 0, for which everyone can sign', () => {
    const { text } = createBallot(election, { credential: group.scalar(0n), votes });
    expect(checkAnswers(election, parseBallot(text)).credential).toBe(SMALL_ORDER[0]);
    expect(refusalOf(() => checkBallot(election, text))).toBe('credential-neutral');
  });
});

describe('signatures', () => {
  const signed = (change: (proof: { challenge: string; response: string }) => void) => {
    const content = opened(honest.text);
    const proof = { ...content.signature.proof };
    change(proof);
    return refusalOf(() =>
      checkBallot(election, JSON.stringify({ ...content, signature: { ...content.signature, proof } })),
    );
  };

  it('[C-10] refuses every other spelling or sign of a signature, so that a tracker has one ballot', () => {
    expect(checkBallot(election, honest.text).tracker).toBe(honest.tracker);
    expect(signed((proof) => (proof.response = `${BigInt(proof.response) + group.order}`))).toBe(
      'scalar-too-large',
    );
    expect(signed((proof) => (proof.challenge = `${BigInt(proof.challenge) + group.order}`))).toBe(
      'scalar-too-large',
    );
    expect(signed((proof) => (proof.response = `${BigInt(proof.response) - group.order}`))).toBe(
      'scalar-not-canonical',
    );
    expect(signed((proof) => (proof.response = `${group.order - BigInt(proof.response)}`))).toBe(
      'signature-invalid',
    );
    expect(signed((proof) => (proof.challenge = `${group.order - BigInt(proof.challenge)}`))).toBe(
      'signature-invalid',
    );
    const flipped = `${honest.text.slice(0, 60)}"${honest.text.slice(60)}`;
    expect(() => checkBallot(election, flipped)).toThrow();
  });

  it("[C-26] refuses a trustee's proof of key or a signed message in the place of the signature", () => {
    const { signature } = opened(honest.text);
    for (const prefix of [
      `pok|Ed25519|${publicOf(alice)}|`,
      `sigmsg|${signature.hash}|`,
      `decrypt|${signature.hash}|`,
    ]) {
      const proof = formatProof(proveKnowledge(group, alice, { prefix }));
      expect(signed((own) => Object.assign(own, proof))).toBe('signature-invalid');
    }
    const right = formatProof(proveKnowledge(group, alice, { prefix: `sig|${signature.hash}|` }));
    const again = { ...opened(honest.text), signature: { ...signature, proof: right } };
    expect(checkBallot(election, JSON.stringify(again)).credential).toBe(publicOf(alice));
  });
});

describe('votes that are not allowed', () => {
  /** An answer made for laxer rules, put into Alice's ballot: each of its own proofs is true. */
  const made = (lax: Question, vote: number[]) => {
    const other = electionOf(group, [lax]);
    const same = { ...election, questions: other.questions };
    return opened(createBallot(same, { credential: alice, votes: [vote] }).text).answers[0]!;
  };
  const four: Question = { answers: ['a', 'b', 'c', 'd'], min: 0, max: 4, question: '?' };
  const refusalOfAnswer = (answer: Loose['answers'][0]) =>
    refusalAfter((content) => (content.answers[0] = answer));

  it('[C-11] refuses two answers where one is allowed, with proofs cut to length', () => {
    const { answers } = CHOOSE_ONE;
    const answer = made({ ...CHOOSE_ONE, answers, max: 2 }, [0, 1, 1, 0]);
    expect(refusalOfAnswer(answer)).toBe('ballot-wrong-shape');
    expect(refusalOfAnswer({ ...answer, overall_proof: answer.overall_proof.slice(0, 2) })).toBe(
      'proof-invalid',
    );
    expect(refusalOfAnswer({ ...answer, overall_proof: answer.overall_proof.slice(1) })).toBe(
      'proof-invalid',
    );
  });

  it('[C-11] refuses no answer where one is demanded', () => {
    const answer = made({ ...CHOOSE_ONE, min: 0, max: 0 }, [0, 0, 0, 0]);
    expect(refusalOfAnswer(answer)).toBe('proof-invalid');
  });

  it('[C-11] refuses blank together with an answer', () => {
    const { choices, individual_proofs } = made(four, [1, 1, 0, 0]);
    const answer = {
      choices,
      individual_proofs,
      overall_proof: inventedProofs(group, 2),
      blank_proof: inventedProofs(group, 2),
    };
    expect(refusalOfAnswer(answer)).toBe('proof-invalid');
    const true1 = made(CHOOSE_ONE, [0, 1, 0, 0]);
    expect(refusalOfAnswer({ ...true1, choices, individual_proofs })).toBe('proof-invalid');
  });

  it('[C-11] refuses proofs that are shortened, lengthened or swapped', () => {
    const proofs = ({ answers: [answer] }: Loose) => answer!;
    expect(refusalAfter((content) => proofs(content).individual_proofs.pop())).toBe('ballot-wrong-shape');
    expect(refusalAfter((content) => proofs(content).overall_proof.pop())).toBe('ballot-wrong-shape');
    expect(refusalAfter((content) => proofs(content).overall_proof.push(...inventedProofs(group, 1)))).toBe(
      'ballot-wrong-shape',
    );
    expect(refusalAfter((content) => delete proofs(content).blank_proof)).toBe('ballot-wrong-shape');
    expect(refusalAfter((content) => (content.answers[1]!.blank_proof = inventedProofs(group, 2)))).toBe(
      'ballot-wrong-shape',
    );
    expect(refusalAfter((content) => proofs(content).choices.pop())).toBe('ballot-wrong-shape');
    expect(refusalAfter((content) => content.answers.pop())).toBe('ballot-wrong-shape');
    expect(refusalAfter((content) => proofs(content).individual_proofs.reverse())).toBe('proof-invalid');
    expect(refusalAfter((content) => proofs(content).overall_proof.reverse())).toBe('proof-invalid');
    expect(refusalAfter((content) => proofs(content).blank_proof!.reverse())).toBe('proof-invalid');
    expect(refusalAfter((content) => proofs(content).individual_proofs[0]!.pop())).toBe('json-out-of-range');
  });
});
