/** What the page orders from the worker that checks a referendum. */
export interface CheckOrder {
  /** Where the public files lie, e.g. `/record/UUID/files/`. */
  readonly files: string;
}

export interface CheckStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export type CheckNews =
  | { readonly kind: 'loading'; readonly file: string }
  | { readonly kind: 'cards'; readonly done: number }
  | { readonly kind: 'ballots'; readonly done: number }
  | {
      readonly kind: 'verdict';
      readonly accepted: boolean;
      readonly reason: string;
      readonly checks: readonly CheckStep[];
      readonly ballots: number;
    }
  | { readonly kind: 'broken' };
