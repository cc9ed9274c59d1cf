import type { ReferendumText } from './referendum.ts';
import type { ReferendumState } from './state.ts';

/** What the booth loads before it shows anything; all of it stands on the record. */
export interface BoothElection {
  readonly uuid: string;
  /** The exact bytes. */
  readonly election: string;
  readonly trustees: string;
  readonly cardKeyPem: string;
  /** The note key that signs record and receipts. */
  readonly recordKey: string;
  readonly rollHash: string;
  readonly rollSize: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly state: ReferendumState;
  readonly asked: ReferendumText;
  /** The house's clock when it answered, for the countdown. */
  readonly now: string;
  /** Where the signed-in app is. */
  readonly appOrigin: string;
}
