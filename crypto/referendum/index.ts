/** A whole referendum from its public files. */
export { cardsFile, type PublishedCard, readCardsFile } from './cards-file.ts';
export { checkReferendum, type ReferendumOptions, type ReferendumVerdict } from './check-referendum.ts';
export type { ReferendumFiles, Turnout } from './files.ts';
export { type ClosedRecord, type ClosedRecordOptions, readClosedRecord } from './closed-record.ts';
export { eventsOfRecord } from './record-events.ts';
export { outlineRecord, type RecordOutline, type RecordReadingOptions } from './record-outline.ts';
export { createTrusteePart, type TrusteePart } from './trustee-part.ts';
