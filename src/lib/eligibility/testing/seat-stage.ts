import fc from 'fast-check';
import { delegateKey, type DelegateKeyInput } from '../seats/delegate-key.ts';
import { type Distribution, distribute } from '../seats/distribution.ts';
import { METHODS, type Method } from '../seats/method.ts';

export const DIVISOR_METHODS = ['dhondt', 'sainte-lague', 'adams'] as const satisfies readonly Method[];

export const shareOut = (key: DelegateKeyInput): Distribution => distribute(delegateKey.parse(key));

export const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Votes of a few units, often equal or zero, now and then as large as they may be. */
export const someVotes = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat({ max: 12 }) },
      { weight: 3, arbitrary: fc.nat({ max: 100_000 }) },
      { weight: 1, arbitrary: fc.maxSafeNat() },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .filter((votes) => votes.some((count) => count > 0));

/** A method and a number of seats that it can share out. */
export function someKey(
  methods: readonly Method[] = METHODS,
): fc.Arbitrary<Required<Pick<DelegateKeyInput, 'method' | 'votes' | 'seats'>>> {
  return fc
    .record({ method: fc.constantFrom(...methods), votes: someVotes, seats: fc.integer({ min: 1, max: 60 }) })
    .map((key) => ({ ...key, seats: key.method === 'adams-in-pairs' ? key.seats * 2 : key.seats }));
}

/** Every way to share so many seats among so many units. */
export function waysToShare(seats: number, units: number): number[][] {
  if (units === 1) return [[seats]];
  return Array.from({ length: seats + 1 }, (_, first) =>
    waysToShare(seats - first, units - 1).map((rest) => [first, ...rest]),
  ).flat();
}
