import type { Moment } from '#lib/i18n/dates.ts';

export interface LedgerEntry {
  readonly number: number;
  readonly at?: Moment | null;
  readonly title: string;
  readonly detail?: string;
  readonly href?: string;
  /** A hash or id, set in mono. */
  readonly code?: string;
  readonly mark?: {
    readonly tone: 'agreed' | 'warned' | 'refused' | 'neutral' | 'open';
    readonly word: string;
  };
}
