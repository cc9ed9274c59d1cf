import type { Agreement, OwnedDecryption, ProofText } from '#crypto';

/** What threads are asked, so that no heavy arithmetic runs on the event loop. Everything travels as text. */
export type Task =
  | { readonly kind: 'proofs'; readonly election: string; readonly ballot: string }
  | { readonly kind: 'tally'; readonly election: string; readonly ballots: readonly string[] }
  | { readonly kind: 'merge'; readonly election: string; readonly tallies: readonly string[] }
  | {
      readonly kind: 'decryption';
      readonly election: string;
      readonly trustees: string;
      readonly tally: string;
      readonly part: OwnedDecryption;
    }
  | {
      readonly kind: 'agreement';
      readonly election: string;
      readonly trustees: string;
      readonly agreement: Agreement & { readonly signature: ProofText };
    }
  | {
      readonly kind: 'result';
      readonly election: string;
      readonly trustees: string;
      readonly tally: string;
      readonly ballots: number;
      readonly parts: readonly OwnedDecryption[];
    };

/** A refusal code, or what was asked for; checks that pass answer with an empty text. */
export type Answer = { readonly refusal: string } | { readonly text: string };
