/**
 * What eligibility rules know about one person, seen from a cut-off day. All days are `YYYY-MM-DD`.
 * Everything that began after the cut-off is left out; what ended before it is included, so that a rule can add up
 * spells (moving to another unit ends one membership and begins the next). An end (`endedOn`, `to`) is the *first day
 * on which it no longer holds*: a person is a member on day d when `joinedOn <= d && (endedOn === null || d < endedOn)`.
 * `null` always means *not known*, except for an end, where it means *no end*.
 */
export interface PersonFacts {
  personId: string;
  bornOn: string | null;
  /** ISO 3166 alpha-2. */
  citizenships: readonly string[] | null;
  /** Official key of the district (Kreis) of the main residence, 5 digits; `99999` for a residence abroad. */
  residenceAgs: string | null;
  /** Oldest first. `effectiveOn`: since when with all rights. */
  memberships: readonly {
    unitPath: string;
    joinedOn: string;
    effectiveOn: string | null;
    endedOn: string | null;
  }[];
  /** The standing that held on the cut-off day. */
  dues: { standing: 'paid' | 'exempt' | 'in-arrears'; since: string } | null;
  offices: readonly { kind: string; unitPath: string; from: string; to: string | null }[];
  suspensions: readonly { from: string; to: string | null }[];
}

/** The value of `residenceAgs` for people who live abroad. */
export const ABROAD = '99999';
