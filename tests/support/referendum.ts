import {
  answerDecryptionTest,
  base64,
  createAgreement,
  createPartialDecryption,
  parseTally,
  checkThreshold,
  createBallot,
  createCredential,
  createDecryptionTest,
  createSeed,
  derivePrivateCredential,
  ed25519,
  nextMessage,
  parseCardKey,
  parseElection,
  publicCredential,
  type Election,
  type MadeBallot,
  type Scalar,
  type Vote,
} from '#crypto';
import { approveSeal } from '#lib/eligibility/server/index.ts';
import type { Rule } from '#lib/eligibility/rule.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { advanceClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { approveOpening } from '#lib/referendums/server/committee/approve-opening.ts';
import { boothElection } from '#lib/referendums/server/booth-election.ts';
import type { CastRequest } from '#lib/referendums/server/box/cast-ballot.ts';

import { postCeremonyMessage } from '#lib/referendums/server/ceremony/post-ceremony-message.ts';
import { answerTest, confirmTest, postDecryptionTest } from '#lib/referendums/server/ceremony/test-keys.ts';
import { trusteeDesk } from '#lib/referendums/server/ceremony/trustee-desk.ts';
import { turnClockwork } from '#lib/referendums/server/clockwork.ts';
import { agreementOf, countOf } from '#lib/referendums/server/count/desk.ts';
import { submitDecryption } from '#lib/referendums/server/count/submit-decryption.ts';
import { draftReferendum, referendumDraft } from '#lib/referendums/server/draft-referendum.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { nameTrustees } from '#lib/referendums/server/name-trustees.ts';
import { openInspection } from '#lib/referendums/server/open-inspection.ts';
import type { VoteConfiguration } from '#lib/referendums/referendum.ts';
import { blindCard, unblindCard } from '#lib/referendums/ui/booth/draw/blinding.ts';
import { registerReactions } from '#wiring/reactions.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from './people.ts';

/** A referendum brought to `ready` by the product's own commands, with everyone who took part. */
export interface TestReferendum {
  readonly uuid: string;
  readonly tree: SmallTree;
  readonly voters: readonly string[];
  readonly secretary: PersonActor;
  readonly committee: readonly [PersonActor, PersonActor];
  readonly trustees: readonly TestTrustee[];
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface TestTrustee {
  readonly actor: PersonActor;
  readonly index: number;
  readonly seed: string;
}

export interface ReferendumWish {
  readonly voters?: number;
  readonly trustees?: number;
  readonly threshold?: number;
  readonly configuration?: Partial<VoteConfiguration>;
  /** Voting lasts this long, in milliseconds; an hour if not given. */
  readonly lasts?: number;
  /** With the people and units of an earlier one, whose voters are then this one's. */
  readonly after?: TestReferendum;
}

/** The value of an outcome that must be good. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code} ${JSON.stringify(outcome.fields ?? {})}`);
  return outcome.value;
}

const officer = async (
  kind: 'board-secretary' | 'election-committee',
  tree: SmallTree,
): Promise<PersonActor> => {
  const personId = await makePerson({ memberOf: tree.kreis3, offices: [{ kind, unit: tree.bund }] });
  return fresh(personId);
};

/** Signed in just now by the house's clock, with a second factor. */
export async function fresh(personId: string): Promise<PersonActor> {
  return actorOf(personId, { secondFactor: true, now: await houseNow(database()) });
}

/** Needs a `testDatabase()`. Everyone in kreis1 is a voter. */
export async function readyReferendum(wish: ReferendumWish = {}): Promise<TestReferendum> {
  const test = await keysReferendum(wish);
  await holdCeremony(test);
  for (const member of test.committee) must(await approveOpening(member, { uuid: test.uuid }));
  return test;
}

/** The same with its roll sealed and the key ceremony about to begin. */
export async function keysReferendum(wish: ReferendumWish = {}): Promise<TestReferendum> {
  registerReactions();
  await installMovableClock();
  const people = wish.after ? await sameAgain(wish.after) : await newPeople(wish);
  const { tree, secretary } = people;
  const now = await houseNow(database());
  const opensAt = new Date(Math.ceil(now.getTime() / 1000) * 1000 + 600_000);
  const closesAt = new Date(opensAt.getTime() + (wish.lasts ?? 3_600_000));
  const draft = referendumDraft.parse(draftOf(tree, wish, { now, opensAt, closesAt }));
  const { uuid } = must(await draftReferendum(secretary, draft));
  const test: TestReferendum = { ...people, uuid, opensAt, closesAt };
  await bringToKeys(test, draft.threshold);
  return test;
}

type TestPeople = Omit<TestReferendum, 'uuid' | 'opensAt' | 'closesAt'>;

async function newPeople(wish: ReferendumWish): Promise<TestPeople> {
  const tree = await plantTree();
  const voters: string[] = [];
  for (let i = 0; i < (wish.voters ?? 12); i++) voters.push(await makePerson({ memberOf: tree.kreis1 }));
  const secretary = await officer('board-secretary', tree);
  const committee = [
    await officer('election-committee', tree),
    await officer('election-committee', tree),
  ] as const;
  const trustees: TestTrustee[] = [];
  for (let index = 1; index <= (wish.trustees ?? 3); index++) {
    const actor = await fresh(await makePerson({ memberOf: tree.kreis2 }));
    trustees.push({ actor, index, seed: createSeed() });
  }
  return { tree, voters, secretary, committee, trustees };
}

/** Signed in anew, with new seeds: keys serve one referendum. */
async function sameAgain({
  tree,
  voters,
  secretary,
  committee,
  trustees,
}: TestReferendum): Promise<TestPeople> {
  const again = [await fresh(committee[0].personId), await fresh(committee[1].personId)] as const;
  const seeded: TestTrustee[] = [];
  for (const { actor, index } of trustees) {
    seeded.push({ actor: await fresh(actor.personId), index, seed: createSeed() });
  }
  return { tree, voters, secretary: await fresh(secretary.personId), committee: again, trustees: seeded };
}

function draftOf(tree: SmallTree, wish: ReferendumWish, times: { now: Date; opensAt: Date; closesAt: Date }) {
  const rule: Rule = { kind: 'member-in', unitPath: tree.kreis1.path, article: null };
  return {
    unitId: tree.kreis1.id,
    asked: {
      title: 'Ein Entscheid für den Versuch',
      explanation: 'Worum es geht.',
      questions: [
        { kind: 'decision', text: 'Soll es so sein?', answers: ['Ja', 'Nein'], min: 1, max: 1, blank: true },
      ],
    },
    decision: {
      rule: { base: 'yes+no', threshold: 'more-than-half' },
      quorumArticle: null,
      majorityArticle: 'ballot-majority',
    },
    configuration: { minimumBallots: 3, objectionHours: 0, ...wish.configuration },
    eligibilityRule: rule,
    cutOff: times.now.toISOString().slice(0, 10),
    rollObjectionUntil: times.now.toISOString(),
    opensAt: times.opensAt.toISOString(),
    closesAt: times.closesAt.toISOString(),
    threshold: wish.threshold ?? 2,
  };
}

async function bringToKeys(test: TestReferendum, threshold: number): Promise<void> {
  const { uuid, committee, trustees } = test;
  const named = trustees.map(({ actor }, i) => ({ personId: actor.personId, body: `Gremium ${i + 1}` }));
  must(await nameTrustees(test.secretary, { uuid, threshold, trustees: named }));
  const { rollId } = must(await openInspection(committee[0], { uuid }));
  for (const member of committee) must(await transact((tx) => approveSeal(tx, member, rollId)));
}

/** All trustees take their steps in turn, as their pages would. */
export async function holdCeremony({ uuid, trustees }: TestReferendum): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    for (const { actor, index, seed } of trustees) {
      const { board } = (await trusteeDesk(actor, uuid))!;
      const scope = { group: ed25519, uuid, size: board.size, threshold: board.threshold };
      const step = await nextMessage(scope, { index, seed }, board.messages);
      if (step.status === 'send') must(await postCeremonyMessage(actor, { uuid, message: step.message }));
    }
  }
  const contents = new Map<number, number>();
  for (const trustee of trustees) {
    const { key } = await keyOf(uuid, trustee);
    const made = createDecryptionTest({ group: ed25519, uuid }, key);
    contents.set(trustee.index, made.content);
    must(await postDecryptionTest(trustee.actor, { uuid, test: made.message }));
  }
  for (const trustee of trustees) {
    const { share } = await keyOf(uuid, trustee);
    const { board } = (await trusteeDesk(trustee.actor, uuid))!;
    for (const { maker, test } of board.tests) {
      const answer = answerDecryptionTest({ group: ed25519, uuid }, test, { share });
      must(await answerTest(trustee.actor, { uuid, maker, answer }));
    }
  }
  for (const { actor, index } of trustees)
    must(await confirmTest(actor, { uuid, content: contents.get(index)! }));
}

/** A trustee's share and the common key, from the seed and the board, as at the end of the ceremony. */
export async function keyOf(uuid: string, { actor, index, seed }: TestTrustee) {
  const { board } = (await trusteeDesk(actor, uuid))!;
  const scope = { group: ed25519, uuid, size: board.size, threshold: board.threshold };
  const step = await nextMessage(scope, { index, seed }, board.messages);
  if (step.status !== 'done') throw new Error(`the ceremony is not over: ${step.status}`);
  return { share: step.share, key: checkThreshold(ed25519, step.parameters).publicKey };
}

/** What a trustee's page hands in for the count: the own factors and the agreement to the closing record. */
export async function decryptionOf(uuid: string, trustee: TestTrustee) {
  const { share: secret } = await keyOf(uuid, trustee);
  const count = (await countOf(uuid))!;
  const election = parseElection(count.election, [ed25519]);
  const decryption = createPartialDecryption(election, parseTally(election, count.tally), { secret });
  const agreement = createAgreement(election, agreementOf(uuid, trustee.index, count), { secret });
  return { uuid, decryption, ...agreement };
}

/** Enough trustees decrypt. */
export async function countReferendum({ uuid, trustees }: TestReferendum, threshold = 2): Promise<void> {
  for (const trustee of trustees.slice(0, threshold)) {
    must(await submitDecryption(trustee.actor, await decryptionOf(uuid, trustee)));
  }
}

/** A voting card as the booth holds it. */
export interface TestCard {
  readonly code: string;
  readonly secret: Scalar;
  readonly credential: string;
  readonly randomizer: string;
  readonly cardSignature: string;
}

/** Draws a card as booth and app together would. */
export async function drawTestCard(uuid: string, personId: string): Promise<TestCard> {
  return drawTestCardBy(
    uuid,
    async (blinded) => must(await drawCard(await fresh(personId), { uuid, blinded })).signature,
  );
}

/** The same for who lets the blinded message be signed in another way; both are base64. */
export async function drawTestCardBy(
  uuid: string,
  sign: (blinded: string) => Promise<string>,
): Promise<TestCard> {
  const setup = (await boothElection(uuid, 'http://localhost'))!;
  const key = parseCardKey(setup.cardKeyPem);
  const code = createCredential();
  const secret = derivePrivateCredential(ed25519, uuid, code);
  const credential = ed25519.format(publicCredential(ed25519, secret));
  const { blinded, inverse, randomizer } = await blindCard(key, uuid, credential);
  const signed = await sign(Buffer.from(blinded).toString('base64'));
  const signature = await unblindCard(
    key,
    { uuid, credential },
    { randomizer, inverse, signature: Buffer.from(signed, 'base64') },
  );
  return { code, secret, credential, randomizer: base64(randomizer), cardSignature: base64(signature) };
}

export async function electionOf(uuid: string): Promise<Election> {
  return parseElection((await boothElection(uuid, 'http://localhost'))!.election, [ed25519]);
}

/** The ballot of a card, ready to be cast. One vote per question; with `blank` the first number says "blank". */
export function ballotFor(
  election: Election,
  card: TestCard,
  votes: readonly Vote[] = [[0, 1, 0]],
): CastRequest {
  return castRequestFor(card, election, createBallot(election, { credential: card.secret, votes }));
}

/** The same of a ballot made already. */
export function castRequestFor(card: TestCard, { uuid }: Election, { text }: MadeBallot): CastRequest {
  const { randomizer, cardSignature } = card;
  return { uuid, ballot: text, randomizer, cardSignature };
}

/** Moves the house's clock to this moment (plus milliseconds) and lets the clockwork do what is due. */
export async function passTo(moment: Date, more = 0): Promise<void> {
  await advanceClock(database(), new Date(moment.getTime() + more));
  await turn();
}

/** Turns the clockwork until nothing is left to do for now. */
export async function turn(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const [error] = await turnClockwork();
    if (error) throw error;
  }
}
