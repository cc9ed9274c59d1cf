/** What other capabilities may call, inside their transaction; the caller has checked its own powers. */
export {
  entitledLine,
  type EntitledLine,
  entitledPersons,
  frozenAddresses,
  isAddressFrozen,
} from './entitled.ts';
export { type Pdf, taggedPdf, writeText } from './files/pdf-page.ts';
export { openRoll } from './open-roll.ts';
export { lineOf, type OwnLine } from './own-place.ts';
export { presetNumbersAt } from './presets.ts';
export { recomputeRoll } from './recompute-roll.ts';
export { keepRefusedAttempt } from './refused-attempt.ts';
export { releaseRoll } from './release-roll.ts';
export { approveSeal } from './seal/approve-seal.ts';
export { rollOfAct } from './summaries.ts';
export { tellByMail } from './reactions.ts';
