import { z } from 'zod';
import type { Gender } from '../person.ts';
import type { ApplicationState, JoiningRules } from './application.ts';

/** One line of the board's list. */
export interface ListedApplication {
  readonly id: string;
  readonly name: string;
  readonly unitName: string;
  readonly state: ApplicationState;
  readonly confirmedAt: Date;
  readonly decideBy: string | null;
}

/** Which applications a list shows: those that wait, or those that were decided. */
export const applicationFilter = z.object({
  decided: z.stringbool().catch(false).default(false),
  after: z.uuid().nullable().catch(null).default(null),
});
export type ApplicationFilter = z.output<typeof applicationFilter>;

/** Why somebody may be the same as the applicant. */
export type SameBy = 'email' | 'name-and-birth' | 'name';

/** Somebody the books know who may be the applicant. Of people elsewhere an officer sees the unit and the standing only. */
export interface SuspectedPerson {
  readonly kind: 'person';
  /** Null: the person is another unit's business. */
  readonly personId: string | null;
  readonly name: string | null;
  readonly unitName: string;
  readonly same: readonly SameBy[];
  readonly endedOn: string | null;
  readonly endReason: string | null;
  /** After an expulsion: the first day on which the statute lets somebody return. */
  readonly returnOn: string | null;
}

/** Another application by what seems to be the same human. */
export interface SuspectedApplication {
  readonly kind: 'application';
  readonly state: ApplicationState;
  readonly unitName: string;
  readonly same: readonly SameBy[];
  readonly retryOn: string | null;
}

export type Suspected = SuspectedPerson | SuspectedApplication;

/** All that the board needs to decide on one application. */
export interface ApplicationPage {
  readonly id: string;
  readonly state: ApplicationState;
  readonly applicant: {
    readonly givenName: string;
    readonly familyName: string;
    readonly bornOn: string;
    readonly age: number;
    readonly email: string;
    readonly street: string;
    readonly postcode: string;
    readonly town: string;
    readonly country: string;
    readonly citizenships: readonly string[] | null;
    readonly gender: Gender | null;
    readonly otherParty: boolean;
    readonly words: string | null;
    readonly writesEnglish: boolean;
  };
  readonly unit: { readonly number: number; readonly name: string; readonly isHome: boolean };
  readonly decideBy: string | null;
  readonly decision: {
    readonly at: Date | null;
    readonly reason: string | null;
    readonly retryOn: string | null;
    readonly personId: string | null;
  };
  readonly handed: { readonly from: string; readonly reason: string } | null;
  readonly consents: readonly {
    readonly id: string;
    readonly version: number;
    readonly text: { readonly de: string; readonly en: string };
  }[];
  readonly suspected: readonly Suspected[];
  readonly rules: JoiningRules;
  readonly effectiveIfAdmitted: string;
  /** After admission: from when all rights hold; until then objections are heard. */
  readonly effectiveOn: string | null;
  readonly today: string;
  /** Where it could be handed on to. */
  readonly units: readonly { readonly number: number; readonly name: string }[];
}
