import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { addMonths, addWeeks, ageReachedOn } from './calendar.ts';
import type { Condition } from './condition.ts';
import { effectiveDay } from './condition-answer.ts';

/** Every day on which this condition's answer could change by the passing of time alone. */
export function turningDays(condition: Condition, facts: PersonFacts): readonly (string | null)[] {
  switch (condition.kind) {
    case 'member-in':
      return spellEdges(facts);
    case 'member-since':
      return [
        ...spellEdges(facts),
        ...facts.memberships.map((one) => addWeeks(one.joinedOn, condition.weeks)),
      ];
    case 'full-rights':
      return [...spellEdges(facts), ...facts.memberships.map((one) => effectiveDay(one, condition.weeks))];
    case 'minimum-age':
      return [facts.bornOn && ageReachedOn(facts.bornOn, condition.years)];
    case 'dues':
      return [facts.dues && addMonths(facts.dues.since, condition.graceMonths)];
    case 'office':
      return facts.offices.flatMap((one) => [one.from, one.to]);
    case 'not-suspended':
      return facts.suspensions.flatMap((one) => [one.from, one.to]);
    case 'citizenship':
    case 'residence':
      return [];
  }
}

function spellEdges(facts: PersonFacts): (string | null)[] {
  return facts.memberships.flatMap((one) => [one.joinedOn, one.endedOn]);
}
