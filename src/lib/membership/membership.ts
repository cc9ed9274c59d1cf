import { z } from 'zod';
import { unitNumber } from './unit.ts';
import { addDays, addYears, day } from './day.ts';
import { orNull, personFields, residenceFields } from './person.ts';

export const STATUSES = ['coming', 'waiting', 'active', 'ended'] as const;
export type MembershipStatus = (typeof STATUSES)[number];

export const DUES_STANDINGS = ['paid', 'exempt', 'in-arrears'] as const;
export type DuesStanding = (typeof DUES_STANDINGS)[number];

/** Why a membership ended; `moved` is followed by another one. */
export const END_REASONS = [
  'left',
  'moved',
  'died',
  'expelled',
  'other-party',
  'mistaken',
  /** An objection to the admission was upheld; entered by its decision only. */
  'objected',
] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface MembershipDays {
  readonly joinedOn: string;
  readonly effectiveOn: string | null;
  readonly endedOn: string | null;
}

/** What a membership is on a day. Not known when it takes effect: since joining, for a missing day takes no right away. */
export function membershipStatus(days: MembershipDays, on: string): MembershipStatus {
  if (days.endedOn !== null && days.endedOn <= on) return 'ended';
  if (days.joinedOn > on) return 'coming';
  return (days.effectiveOn ?? days.joinedOn) > on ? 'waiting' : 'active';
}

const daysFit = (days: { joinedOn: string; effectiveOn: string | null }) =>
  days.effectiveOn === null || days.effectiveOn >= days.joinedOn;
const effectBeforeJoining = { error: 'effect-before-joining', path: ['effectiveOn'] };

const ids = { personId: z.uuid() };

export const admitMemberShape = z
  .object({
    ...personFields.shape,
    ...residenceFields.shape,
    unitNumber,
    joinedOn: day,
    effectiveOn: orNull(day),
    /** The officer has looked at the people who seem to be the same and says this is another one. */
    isAnother: z.literal('yes').optional(),
  })
  .refine(daysFit, effectBeforeJoining);
export type AdmitMember = z.output<typeof admitMemberShape>;

export const changePersonShape = z.object({ ...ids, ...personFields.shape });
export type ChangePerson = z.output<typeof changePersonShape>;

export const changeResidenceShape = z.object({ ...ids, ...residenceFields.shape, since: day });
export type ChangeResidence = z.output<typeof changeResidenceShape>;

export const correctMembershipShape = z
  .object({ ...ids, joinedOn: day, effectiveOn: orNull(day) })
  .refine(daysFit, effectBeforeJoining);
export type CorrectMembership = z.output<typeof correctMembershipShape>;

export const endMembershipShape = z.object({
  ...ids,
  endedOn: day,
  reason: z.enum(END_REASONS).exclude(['moved', 'objected']),
});
export type EndMembership = z.output<typeof endMembershipShape>;

/** Days on which a declared leaving may take effect, told as the first day without membership. */
export function leavingDays(today: string): { readonly first: string; readonly last: string } {
  return { first: addDays(today, 1), last: addYears(today, 1) };
}

export const leavePartyShape = z.object({
  endedOn: day,
  /** The member has read what ends with the membership. */
  understood: z.literal('yes', 'not-understood-yet'),
});
export type LeaveParty = z.output<typeof leavePartyShape>;

export const takeBackEndShape = z.object({
  ...ids,
  why: z.string().trim().min(10, 'reason-missing').max(500, 'reason-too-long'),
});
export type TakeBackEnd = z.output<typeof takeBackEndShape>;

export const moveMemberShape = z.object({
  ...ids,
  unitNumber,
  movedOn: day,
});
export type MoveMember = z.output<typeof moveMemberShape>;

export const recordDuesShape = z.object({ ...ids, standing: z.enum(DUES_STANDINGS), since: day });
export type RecordDues = z.output<typeof recordDuesShape>;

export const readmitMemberShape = z
  .object({ ...ids, unitNumber, joinedOn: day, effectiveOn: orNull(day) })
  .refine(daysFit, effectBeforeJoining);
export type ReadmitMember = z.output<typeof readmitMemberShape>;

export const suspendMemberShape = z
  .object({
    ...ids,
    fromOn: day,
    /** The first day with rights again; null: until somebody ends it. */
    toOn: orNull(day),
    reason: z.string().trim().min(10, 'reason-missing').max(500, 'reason-too-long'),
  })
  .refine(({ fromOn, toOn }) => toOn === null || toOn > fromOn, {
    error: 'end-before-begin',
    path: ['toOn'],
  });
export type SuspendMember = z.output<typeof suspendMemberShape>;

export const endSuspensionShape = z.object({ ...ids, suspensionId: z.uuid(), toOn: day });
export type EndSuspension = z.output<typeof endSuspensionShape>;

export const sendActivationLinkShape = z.object(ids);
export type SendActivationLink = z.output<typeof sendActivationLinkShape>;
