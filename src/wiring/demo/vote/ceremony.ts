import {
  answerDecryptionTest,
  checkThreshold,
  createAgreement,
  createDecryptionTest,
  createPartialDecryption,
  createSeed,
  createShareFile,
  ed25519,
  nextMessage,
  parseElection,
  parseTally,
} from '#crypto';
import type { PersonActor } from '#lib/platform/actor.ts';
import { trusteeDesk } from '#lib/referendums/server/ceremony/trustee-desk.ts';
import { postCeremonyMessage } from '#lib/referendums/server/ceremony/post-ceremony-message.ts';
import { answerTest, confirmTest, postDecryptionTest } from '#lib/referendums/server/ceremony/test-keys.ts';
import { agreementOf, countOf } from '#lib/referendums/server/count/desk.ts';
import { submitDecryption } from '#lib/referendums/server/count/submit-decryption.ts';
import { DEMO_PASSPHRASE, type DemoKey } from './key-files.ts';
import { must } from './players.ts';

export interface DemoTrustee {
  readonly actor: PersonActor;
  readonly index: number;
  readonly seed: string;
}

export function demoTrustees(actors: readonly PersonActor[]): DemoTrustee[] {
  return actors.map((actor, i) => ({ actor, index: i + 1, seed: createSeed() }));
}

const LAST_TURN = 5;

/** The demo's trustees make their key as their pages would, and try it. */
export async function holdDemoCeremony(uuid: string, trustees: readonly DemoTrustee[]): Promise<void> {
  for (let turn = 0; turn < LAST_TURN; turn++) {
    for (const trustee of trustees) {
      const step = await stepOf(uuid, trustee);
      if (step.status === 'send')
        must(await postCeremonyMessage(trustee.actor, { uuid, message: step.message }));
    }
  }
  const contents: number[] = [];
  for (const trustee of trustees) {
    const { key } = await demoKeyOf(uuid, trustee);
    const made = createDecryptionTest({ group: ed25519, uuid }, key);
    contents.push(made.content);
    must(await postDecryptionTest(trustee.actor, { uuid, test: made.message }));
  }
  for (const trustee of trustees) await answerAll(uuid, trustee);
  for (const [i, { actor }] of trustees.entries()) {
    must(await confirmTest(actor, { uuid, content: contents[i] as number }));
  }
}

async function answerAll(uuid: string, trustee: DemoTrustee): Promise<void> {
  const { share } = await demoKeyOf(uuid, trustee);
  const desk = await trusteeDesk(trustee.actor, uuid);
  for (const { maker, test } of desk?.board.tests ?? []) {
    const answer = answerDecryptionTest({ group: ed25519, uuid }, test, { share });
    must(await answerTest(trustee.actor, { uuid, maker, answer }));
  }
}

async function stepOf(uuid: string, { actor, index, seed }: DemoTrustee) {
  const desk = await trusteeDesk(actor, uuid);
  if (!desk) throw new Error('The demo lost a trustee.');
  const { size, threshold, messages } = desk.board;
  return nextMessage({ group: ed25519, uuid, size, threshold }, { index, seed }, messages);
}

async function demoKeyOf(uuid: string, trustee: DemoTrustee) {
  const step = await stepOf(uuid, trustee);
  if (step.status !== 'done') throw new Error('The demo did not finish its ceremony.');
  return { share: step.share, key: checkThreshold(ed25519, step.parameters).publicKey };
}

/** The first `threshold` trustees count. */
export async function countDemo(
  uuid: string,
  trustees: readonly DemoTrustee[],
  threshold: number,
): Promise<void> {
  const count = await countOf(uuid);
  if (!count) throw new Error('The demo has nothing to count.');
  const election = parseElection(count.election, [ed25519]);
  for (const trustee of trustees.slice(0, threshold)) {
    const { share: secret } = await demoKeyOf(uuid, trustee);
    const decryption = createPartialDecryption(election, parseTally(election, count.tally), { secret });
    const agreement = createAgreement(election, agreementOf(uuid, trustee.index, count), { secret });
    must(await submitDecryption(trustee.actor, { uuid, decryption, ...agreement }));
  }
}

/** Every trustee's key as the file that the demo hands out. */
export async function demoKeyFiles(uuid: string, trustees: readonly DemoTrustee[]): Promise<DemoKey[]> {
  const files: DemoKey[] = [];
  for (const { index, seed } of trustees) {
    files.push({ uuid, index, seed, file: await createShareFile({ uuid, index, seed }, DEMO_PASSPHRASE) });
  }
  return files;
}
