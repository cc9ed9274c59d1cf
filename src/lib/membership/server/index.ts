/** What other capabilities may call, inside their transaction; the caller has checked its own powers. */
export {
  admitMember,
  createPerson,
  giveOffice,
  setDues,
  SINCE_EVER,
  suspendMember,
} from './people/enrolment.ts';
export {
  boardOf,
  holdsOffice,
  membershipOfficersOf,
  memberPathsOf,
  personName,
  powersOf,
} from './offices/offices.ts';
export { personFactsAt, personFactsOf } from './people/person-facts.ts';
export { createUnit, unitById, unitByNumber, unitsByPath } from './units/units.ts';
export { type UnitChoice, unitsToChoose } from './units/unit-choices.ts';
export { registerStatuteTerms } from './statute-terms.ts';
export { membersBelow } from './history/members-below.ts';
export { registerFrozenAddresses } from './frozen-addresses.ts';
export { registerJoiningRules } from './joining/joining-rules.ts';
export { writeApplication } from './joining/applying/write-application.ts';
export { objectionAbout } from './joining/objecting/objections.ts';
export { consentsNow } from './joining/applying/consents.ts';
export { applicationsWaiting, mayWatchApplications } from './joining/deciding/applications.ts';
