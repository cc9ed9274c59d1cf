/** What can happen to a roll or a delegate key, which is the subject; `personId` in the detail is the member concerned. */
export const ELIGIBILITY_FACTS = {
  /** A roll was computed and laid open for inspection. */
  rollLaidOpen: 'eligibility.roll-laid-open',
  /** It was computed again from data that had changed. */
  rollRecomputed: 'eligibility.roll-recomputed',
  /** A member objected to their own line. */
  objectionRaised: 'eligibility.objection-raised',
  /** The committee decided an objection with a reason. */
  objectionDecided: 'eligibility.objection-decided',
  /** An officer or the committee decided with a reason where data was missing. */
  lineDecided: 'eligibility.line-decided',
  /** An officer completed data and the line was answered anew. */
  lineRechecked: 'eligibility.line-rechecked',
  /** The first of two people approved the seal. */
  sealApproved: 'eligibility.seal-approved',
  /** Two people have sealed it; nothing on it changes any more. */
  rollSealed: 'eligibility.roll-sealed',
  /** Somebody tried what a sealed roll refuses, or to seal alone. */
  attemptRefused: 'eligibility.attempt-refused',
  /** The act is over; addresses frozen for it are free again. */
  rollReleased: 'eligibility.roll-released',
  /** An officer worked out a delegate key from the members of a cut-off day. */
  keyWorkedOut: 'eligibility.key-worked-out',
  /** The lot that decided a tie in it was recorded. */
  keyLotRecorded: 'eligibility.key-lot-recorded',
} as const;
