import {
  base64,
  createBallot,
  createCredential,
  derivePrivateCredential,
  ed25519,
  paddedBase64,
  parseCardKey,
  parseElection,
  parsePaddedBase64,
  type Question,
  type Vote,
} from '#crypto';
import { boothElection } from '#lib/referendums/server/booth-election.ts';
import type { CastRequest } from '#lib/referendums/server/box/cast-ballot.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { blindCard, unblindCard } from '#lib/referendums/ui/booth/draw/blinding.ts';
import { credentialOf } from '#lib/referendums/ui/booth/credential-of.ts';
import { must, player } from './players.ts';

/** A simulated voter draws a card and fills in a ballot, as booth and app together would. */
export async function simulatedBallot(uuid: string, personId: string): Promise<CastRequest> {
  const setup = await boothElection(uuid, 'http://localhost');
  if (!setup) throw new Error('The demo has no such vote.');
  const key = parseCardKey(setup.cardKeyPem);
  const election = parseElection(setup.election, [ed25519]);
  const code = createCredential();
  const credential = credentialOf(uuid, code);
  const { blinded, inverse, randomizer } = await blindCard(key, uuid, credential);
  const drawn = must(await drawCard(await player(personId), { uuid, blinded: paddedBase64(blinded) }));
  const signed = { randomizer, inverse, signature: parsePaddedBase64(drawn.signature) };
  const signature = await unblindCard(key, { uuid, credential }, signed);
  const secret = derivePrivateCredential(ed25519, uuid, code);
  const votes = election.questions.map(someVote);
  const { text } = createBallot(election, { credential: secret, votes });
  return { uuid, ballot: text, randomizer: base64(randomizer), cardSignature: base64(signature) };
}

/** Six of ten for the first answer, three for the second, one abstains (or takes the last). */
function someVote(question: Question): Vote {
  const dice = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
  const answers = question.answers.map(() => 0);
  const isBlank = question.blank === true && dice >= 230;
  if (!isBlank) answers[dice < 154 ? 0 : Math.min(1, answers.length - 1)] = 1;
  return question.blank ? [isBlank ? 1 : 0, ...answers] : answers;
}
