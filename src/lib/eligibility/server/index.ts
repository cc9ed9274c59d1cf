/** What other capabilities may call, inside their transaction; the caller has checked its own powers. */
export { entitledLine, entitledPersons, frozenAddresses, isAddressFrozen } from './entitled.ts';
export { openRoll } from './open-roll.ts';
export { lineOf } from './own-place.ts';
export { presetNumbersAt } from './presets.ts';
export { releaseRoll } from './release-roll.ts';
export { approveSeal } from './seal/approve-seal.ts';
export { sealersOf } from './seal/sealers-of.ts';
export { rollOfAct } from './summaries.ts';
export { tellByMail } from './reactions.ts';
