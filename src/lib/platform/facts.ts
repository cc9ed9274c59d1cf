import type { SubjectRef } from './subject.ts';

/** Something that happened, in the past tense, with what it happened to. Written in the command's transaction. */
export interface Fact<Kind extends string = string> {
  /** `capability.past-tense`, for example `membership.member-admitted`. */
  readonly kind: Kind;
  readonly subject: SubjectRef;
  /** Small, without secrets: what listeners need to find the rest. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}
