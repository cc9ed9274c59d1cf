/** What other capabilities may call, inside their transaction; the caller has checked its own powers. */
export { admitMember, createPerson, giveOffice, setDues, suspendMember } from './enrolment.ts';
export { holdsOffice, memberPathsOf, personName, powersOf } from './offices.ts';
export { personFactsAt, personFactsOf } from './person-facts.ts';
export { createUnit, unitById, unitByNumber, unitByPath, unitsByPath } from './units.ts';
