import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { addMonths, addWeeks, ageReachedOn } from './calendar.ts';
import type { Condition, ConditionOf } from './condition.ts';
import { spellOn } from './membership-spell.ts';
import { anyOf, type Verdict } from './verdict.ts';

export type ReasonParams = Readonly<Record<string, string | number>>;

/** What one condition answers about one person on one day. */
export interface ConditionAnswer {
  readonly verdict: Verdict;
  /** Stable code; the words are chosen at the edge (message `reason_<code>`). */
  readonly code: string;
  readonly params: ReasonParams;
}

type Answerer<Kind extends Condition['kind']> = (
  condition: ConditionOf<Kind>,
  facts: PersonFacts,
  on: string,
) => ConditionAnswer;

function answer(verdict: Verdict, code: string, params: ReasonParams = {}): ConditionAnswer {
  return { verdict, code, params };
}

const memberIn: Answerer<'member-in'> = ({ unitPath }, facts, on) => {
  const spell = spellOn(facts, unitPath, on);
  if (!spell) return answer('no', 'not-member', { unitPath });
  return answer('yes', 'member', { unitPath, since: spell.from });
};

const memberSince: Answerer<'member-since'> = ({ unitPath, weeks }, facts, on) => {
  const spell = spellOn(facts, unitPath, on);
  if (!spell) return answer('no', 'not-member', { unitPath });
  const long = addWeeks(spell.from, weeks);
  const params = { unitPath, weeks, since: spell.from, on: long };
  return long <= on ? answer('yes', 'member-long-enough', params) : answer('no', 'member-too-short', params);
};

const fullRights: Answerer<'full-rights'> = ({ unitPath, weeks }, facts, on) => {
  const spell = spellOn(facts, unitPath, on);
  if (!spell) return answer('no', 'not-member', { unitPath });
  const starts = spell.memberships.map((one) => effectiveDay(one, weeks));
  const verdict = anyOf(starts.map((start) => (start === null ? 'unknown' : start <= on ? 'yes' : 'no')));
  if (verdict === 'unknown') return answer('unknown', 'effect-unknown', { since: spell.from });
  const first = starts.filter((start) => start !== null).sort()[0] as string;
  return answer(verdict, verdict === 'yes' ? 'in-effect' : 'not-in-effect', { on: first });
};

const minimumAge: Answerer<'minimum-age'> = ({ years }, { bornOn }, on) => {
  if (bornOn === null) return answer('unknown', 'birth-date-unknown', { years });
  const reached = ageReachedOn(bornOn, years);
  return reached <= on
    ? answer('yes', 'old-enough', { years })
    : answer('no', 'too-young', { years, on: reached });
};

const citizenship: Answerer<'citizenship'> = ({ anyOf: accepted }, { citizenships }) => {
  const params = { countries: accepted.join(' ') };
  if (citizenships === null) return answer('unknown', 'citizenship-unknown', params);
  const held = citizenships.some((one) => accepted.includes(one));
  return held ? answer('yes', 'citizenship-held', params) : answer('no', 'citizenship-missing', params);
};

const residence: Answerer<'residence'> = ({ ags }, { residenceAgs }) => {
  const params = { ags: ags.join(' ') };
  if (residenceAgs === null) return answer('unknown', 'residence-unknown', params);
  const inside = ags.some((prefix) => residenceAgs.startsWith(prefix));
  return inside ? answer('yes', 'residence-inside', params) : answer('no', 'residence-outside', params);
};

const dues: Answerer<'dues'> = ({ exemptCounts, graceMonths }, { dues: standing }, on) => {
  if (standing === null) return answer('unknown', 'dues-unknown');
  const { since } = standing;
  if (standing.standing === 'paid') return answer('yes', 'dues-paid', { since });
  if (standing.standing === 'exempt') return answer(exemptCounts ? 'yes' : 'no', 'dues-exempt', { since });
  const until = addMonths(since, graceMonths);
  return on < until
    ? answer('yes', 'arrears-within-grace', { since, until })
    : answer('no', 'dues-in-arrears', { since });
};

const office: Answerer<'office'> = ({ offices, unitPath }, facts, on) => {
  const held = facts.offices.find(
    (one) => offices.includes(one.kind) && one.unitPath.startsWith(unitPath) && holds(one, on),
  );
  if (!held) return answer('no', 'office-missing', { offices: offices.join(' '), unitPath });
  return answer('yes', 'office-held', { office: held.kind, unitPath: held.unitPath, since: held.from });
};

const notSuspended: Answerer<'not-suspended'> = (_, facts, on) => {
  const one = facts.suspensions.find((suspension) => holds(suspension, on));
  if (!one) return answer('yes', 'not-suspended');
  return one.to === null
    ? answer('no', 'suspended', { since: one.from })
    : answer('no', 'suspended-until', { since: one.from, until: one.to });
};

const answerers: { readonly [Kind in Condition['kind']]: Answerer<Kind> } = {
  'member-in': memberIn,
  'member-since': memberSince,
  'full-rights': fullRights,
  'minimum-age': minimumAge,
  citizenship,
  residence,
  dues,
  office,
  'not-suspended': notSuspended,
};

export function answerOf(condition: Condition, facts: PersonFacts, on: string): ConditionAnswer {
  return (answerers[condition.kind] as Answerer<Condition['kind']>)(condition, facts, on);
}

export function effectiveDay(
  membership: PersonFacts['memberships'][number],
  weeks: number | null,
): string | null {
  if (membership.effectiveOn !== null) return membership.effectiveOn;
  return weeks === null ? null : addWeeks(membership.joinedOn, weeks);
}

function holds(term: { readonly from: string; readonly to: string | null }, on: string): boolean {
  return term.from <= on && (term.to === null || on < term.to);
}
