/** All tables of membership, where the schema is looked for. */
export { duesStanding, membership, office, residence, suspension } from './tables/dated.ts';
export { declaration } from './tables/declarations.ts';
export { memberImport, memberImportRow } from './tables/imports.ts';
export {
  applicant,
  application,
  applicationConsent,
  consentText,
  postcodeDistrict,
} from './tables/joining.ts';
export { personMerge, personMergePart } from './tables/merging.ts';
export { admissionObjection } from './tables/objections.ts';
export { person, personChange } from './tables/people.ts';
export { transfer, transferAnswer } from './tables/transfers.ts';
export { unit } from './tables/tree.ts';
