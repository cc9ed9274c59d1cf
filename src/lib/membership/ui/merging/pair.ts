import type { Side } from '../../merging/merging.ts';
import type { FieldValue } from './words.ts';

/** One of two entries in short. */
export interface Short {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly signsInAs: string | null;
  readonly offices: readonly { readonly kind: string; readonly fromOn: string }[];
  readonly appliedAt: Date | null;
}

/** A home or a standing of dues; what it is not stays null. */
export interface Block {
  readonly street: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly country: string;
  readonly standing: string | null;
  readonly since: string | null;
}

interface Blocks {
  readonly kept: Block | null;
  readonly other: Block | null;
  readonly begin: Side;
}

/** The memberships that would stand, or the words for why they cannot. */
export interface Spells {
  readonly refusedWords: string | null;
  readonly rows: readonly {
    readonly unitName: string;
    readonly joinedOn: string;
    readonly endedOn: string | null;
  }[];
  readonly struck: number;
}

/** Both entries side by side, as a page gets them. */
export interface Pair {
  readonly kept: Short;
  readonly other: Short;
  readonly fields: readonly {
    readonly field: string;
    readonly kept: FieldValue;
    readonly other: FieldValue;
    readonly begin: Side;
  }[];
  readonly homes: Blocks;
  readonly dues: Blocks;
  readonly memberships: { readonly kept: Spells; readonly other: Spells };
  /** Why it cannot be done; null: nothing speaks against it. */
  readonly againstWords: string | null;
}
