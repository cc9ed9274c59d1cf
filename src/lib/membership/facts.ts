/** Every kind of fact membership records; subjects are `person`, `unit` or `application`. */
export const MEMBERSHIP_FACTS = {
  /** A person became a member of a unit. */
  memberAdmitted: 'membership.member-admitted',
  /** A person's own fields (name, birth, contact …) were changed. */
  personChanged: 'membership.person-changed',
  /** A person moved house or the address was put right. */
  residenceChanged: 'membership.residence-changed',
  /** The days of a membership were put right. */
  membershipCorrected: 'membership.membership-corrected',
  /** A membership ended; the detail says why. */
  membershipEnded: 'membership.membership-ended',
  /** An end that was entered by mistake no longer stands. */
  endTakenBack: 'membership.end-taken-back',
  /** A former member began anew. */
  memberReadmitted: 'membership.member-readmitted',
  /** The rights of a member rest; the reason stands in the entry only. */
  memberSuspended: 'membership.member-suspended',
  /** The day on which rested rights come back was set. */
  suspensionEnded: 'membership.suspension-ended',
  /** A member who cannot sign in yet was mailed the link once more. */
  activationLinkSent: 'membership.activation-link-sent',
  /** A member now belongs to another unit. */
  memberMoved: 'membership.member-moved',
  /** A member wishes to belong to another unit, or the house proposes it. */
  transferApplied: 'membership.transfer-applied',
  /** A board agreed to a transfer or refused it. */
  transferAnswered: 'membership.transfer-answered',
  /** A transfer was carried out, refused, withdrawn, or has lapsed. */
  transferClosed: 'membership.transfer-closed',
  /** Two entries of one human became one; the subject is the one that stayed. */
  peopleMerged: 'membership.people-merged',
  /** A merge of two entries was taken back; both are as they were. */
  mergeUndone: 'membership.merge-undone',
  /** Dues are paid, exempt or in arrears since a day. */
  duesRecorded: 'membership.dues-recorded',
  /** A person was given an office. */
  officeRecorded: 'membership.office-recorded',
  /** An office ended or its end was set. */
  officeEnded: 'membership.office-ended',
  /** The term of an office is about to end, and nobody is recorded to follow. */
  officeEnding: 'membership.office-ending',
  /** Name or contact of a unit changed. */
  unitChanged: 'membership.unit-changed',
  /** A unit was added to the tree. */
  unitAdded: 'membership.unit-added',
  /** A file of members was applied. */
  membersImported: 'membership.members-imported',
  /** A list of members left the house; the evidence log holds the purpose. */
  membersExported: 'membership.members-exported',
  /** A stranger confirmed the application by the mailed link: from now on the board sees it. */
  applicationConfirmed: 'membership.application-confirmed',
  /** The applicant took the application back. */
  applicationWithdrawn: 'membership.application-withdrawn',
  /** The board took the applicant in. */
  applicationAdmitted: 'membership.application-admitted',
  /** The board refused; the reason stands in the application and in the applicant's mail only. */
  applicationRefused: 'membership.application-refused',
  /** A board above objected to an admission before it took effect; the reason stands in the objection only. */
  admissionObjected: 'membership.admission-objected',
  /** An objection to an admission was dismissed or upheld. */
  objectionDecided: 'membership.objection-decided',
  /** The board handed the application on to the board of another unit. */
  applicationHandedOn: 'membership.application-handed-on',
} as const;
