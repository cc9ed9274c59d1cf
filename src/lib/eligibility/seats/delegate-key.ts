import { z } from 'zod';
import { atLeast, readFraction, share } from '#lib/statutes/fraction.ts';
import { METHODS, seatsPerAward } from './method.ts';

export const KEY_LIMITS = { units: 1_000, seats: 10_000 } as const;

/** A count from 0 to 2^53 − 1, so that JSON can hold it. */
const count = z
  .number('votes-not-whole')
  .refine((value) => Number.isSafeInteger(value) && value >= 0, 'votes-not-whole');
const votes = z
  .array(count, 'votes-missing')
  .min(1, { error: 'votes-missing', abort: true })
  .max(KEY_LIMITS.units, { error: 'too-many-units', abort: true })
  .readonly();
const seats = z
  .number('seats-not-whole')
  .refine(Number.isInteger, { error: 'seats-not-whole', abort: true })
  .refine((value) => value >= 1 && value <= KEY_LIMITS.seats, { error: 'seats-out-of-range', abort: true });
const perUnit = z
  .number('minimum-not-whole')
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= KEY_LIMITS.seats, {
    error: 'minimum-not-whole',
    abort: true,
  });

/** What no unit may fall below. */
const minimum = z.discriminatedUnion('kind', [
  /** So many of the seats, at the cost of the others. */
  z.strictObject({ kind: z.literal('seats'), seats: perUnit }),
  /** Such a part of all seats, rounded up, at the cost of the others. */
  z.strictObject({ kind: z.literal('share'), share }),
  /** So many seats; what is missing is added, and the number of seats grows. */
  z.strictObject({ kind: z.literal('on-top'), seats: perUnit }),
]);

/**
 * What a delegate key is worked out from. Codes: `method-unknown`, `votes-missing`, `votes-not-whole` (0 to 2^53 − 1),
 * `too-many-units`, `seats-not-whole`, `seats-out-of-range`, `minimum-not-whole`, and about the whole `no-votes` (seats
 * are left and nobody has a claim: 0/0 is no proportion), `seats-not-in-pairs`, `minimum-exceeds-seats`.
 */
export const delegateKey = z
  .object({
    method: z.enum(METHODS, 'method-unknown'),
    /** Members, paying members or votes of each unit on the cut-off day. */
    votes,
    seats,
    /** Base mandates: so many for each unit before the rest is shared out. Source: "vorab zwei Grundmandate". */
    baseMandates: perUnit.default(0),
    minimum: minimum.nullable().default(null),
  })
  .superRefine((key, context) => {
    const fault = faultOf(key);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });
export type DelegateKey = z.output<typeof delegateKey>;
export type DelegateKeyInput = z.input<typeof delegateKey>;

/** Seats that every unit has at least before anything is added on top: base mandates or the minimum, whichever is more. */
export function leastPerUnit({
  seats,
  baseMandates,
  minimum,
}: Omit<DelegateKey, 'method' | 'votes'>): number {
  if (minimum?.kind === 'seats') return Math.max(baseMandates, minimum.seats);
  if (minimum?.kind !== 'share') return baseMandates;
  return Math.max(baseMandates, Number(atLeast(readFraction(minimum.share), BigInt(seats))));
}

type KeyFault = 'no-votes' | 'seats-not-in-pairs' | 'minimum-exceeds-seats' | 'too-many-units';

/** What keeps counted votes and wished seats from being shared out. */
export function keyFault(key: Omit<DelegateKey, 'minimum'>): KeyFault | undefined {
  if (key.votes.length > KEY_LIMITS.units) return 'too-many-units';
  return faultOf({ ...key, minimum: null });
}

function faultOf(key: DelegateKey): KeyFault | undefined {
  const least = leastPerUnit(key);
  const forAll = least * key.votes.length;
  if (forAll > key.seats) return 'minimum-exceeds-seats';
  const parts = [key.seats, key.baseMandates, least, key.minimum?.kind === 'on-top' ? key.minimum.seats : 0];
  if (parts.some((part) => part % seatsPerAward(key.method) !== 0)) return 'seats-not-in-pairs';
  if (forAll < key.seats && key.votes.every((count) => count === 0)) return 'no-votes';
  return undefined;
}
