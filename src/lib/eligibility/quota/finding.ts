import type { Group } from './quota-rule.ts';

/** A place that breaks a part of the rule, or may do so. */
export interface Finding {
  /** From 1. */
  readonly place: number;
  readonly rule: 'share' | 'turn';
  /** For whom the place is kept. */
  readonly group: Group;
  readonly article: string;
  /** False: only what nobody has been asked yet will tell. */
  readonly isCertain: boolean;
}
