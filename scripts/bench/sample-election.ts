import {
  composeElection,
  composeTrustees,
  createTrusteeKey,
  ed25519,
  parseTrustees,
  type Question,
} from '../../crypto/index.ts';

/** Choose one of three, or leave it blank. */
const QUESTION: Question = {
  answers: ['Ja', 'Nein', 'Vertagen'],
  blank: true,
  min: 1,
  max: 1,
  question: 'Wollen wir?',
};

export interface SampleElection {
  readonly election: string;
  readonly trustees: string;
}

/** An election of one question under a key that is thrown away. */
export function sampleElection(): SampleElection {
  const { key } = createTrusteeKey(ed25519);
  const trustees = composeTrustees([['Single', key]]);
  const { publicKey } = parseTrustees(ed25519, trustees);
  const plan = { name: 'Messung', description: '', questions: [QUESTION], uuid: 'StimmhausBench2' };
  return { election: composeElection(ed25519, publicKey, plan), trustees };
}
