import { commitmentTo, type CeremonyScope, nextMessage, proveKnowledge, formatProof } from '#crypto';
import { group } from '#lib/referendums/server/ceremony/board.ts';
import type { CeremonyBoard } from '#lib/referendums/trustee-desk.ts';
import { readCeremony, revealPrefix } from '../../crypto/ceremony/accept-message.ts';
import type { SharesMessage } from '../../crypto/ceremony/messages.ts';
import { sealMessage } from '../../crypto/ceremony/sealed-message.ts';
import { deriveSecrets, derivedRandom } from '../../crypto/ceremony/seed.ts';
import { signedText } from '../../crypto/ceremony/transcript.ts';
import { signatureOf, signMessage } from '../../crypto/trustees/signed-message.ts';

interface Seat {
  readonly index: number;
  readonly seed: string;
}

const scopeOf = ({ uuid, size, threshold }: CeremonyBoard): CeremonyScope => ({
  group,
  uuid,
  size,
  threshold,
});
const secretsOf = ({ seed }: Seat) => deriveSecrets(group, seed, { place: '', threshold: 1 });

/** The honest next message of this seat. */
export async function honestMessage(board: CeremonyBoard, seat: Seat): Promise<string> {
  const step = await nextMessage(scopeOf(board), seat, board.messages);
  if (step.status !== 'send') throw new Error(`nothing to say: ${step.status}`);
  return step.message;
}

/** The third round with a wrong share for one of the others, signed as is right. */
export async function badShares(board: CeremonyBoard, seat: Seat, victim: number): Promise<string> {
  const transcript = await readCeremony(scopeOf(board), board.messages);
  const { polynomial } = JSON.parse(await honestMessage(board, seat)) as SharesMessage;
  const { sk } = secretsOf(seat);
  const wrong = await sealMessage(group, {
    recipient: transcript.trustee(victim).recipient,
    message: JSON.stringify({ secret: '7' }),
    sk,
    random: derivedRandom(seat.seed, 'wrong'),
  });
  const secrets = polynomial.secrets.with(victim - 1, wrong);
  const message = { kind: 'shares', index: seat.index, polynomial: { ...polynomial, secrets } } as const;
  const signature = signatureOf(group, signedText(transcript, message), { secret: sk });
  return JSON.stringify({ ...message, signature });
}

/** A reveal whose constant cancels those of the others, X / Π others, and the commitment that fits it. */
export function rogueReveal(board: CeremonyBoard, { seat, honest, others }: RoguePlan) {
  const scope = scopeOf(board);
  const { sk } = secretsOf(seat);
  const x = group.scalar(5n);
  const product = group.product(...others.map(constantOf));
  const rogue = group.format(group.quotient(group.power(group.generator, x), product));
  const own = JSON.parse(honest) as { coefexps: { message: string } };
  const [, ...rest] = (JSON.parse(own.coefexps.message) as { coefexps: string[] }).coefexps;
  const coefexps = signMessage(group, JSON.stringify({ coefexps: [rogue, ...rest] }), { secret: sk });
  const prefix = revealPrefix(scope, { index: seat.index, secret: 'constant', image: rogue });
  const constant_pok = formatProof(proveKnowledge(group, x, { prefix }));
  const reveal = JSON.stringify({ ...own, coefexps, constant_pok });
  return { reveal, commitment: commitmentMessage(scope, seat.index, reveal) };
}

interface RoguePlan {
  readonly seat: Seat;
  readonly honest: string;
  /** What the others reveal, which a rusher would have to know before. */
  readonly others: readonly string[];
}

function commitmentMessage(scope: CeremonyScope, index: number, reveal: string): string {
  return JSON.stringify({ kind: 'commitment', index, digest: commitmentTo(scope, reveal) });
}

function constantOf(reveal: string) {
  const { coefexps } = JSON.parse(reveal) as { coefexps: { message: string } };
  return group.parse((JSON.parse(coefexps.message) as { coefexps: string[] }).coefexps[0]!);
}
