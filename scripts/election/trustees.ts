import {
  answerDecryptionTest,
  checkThreshold,
  createAgreement,
  createDecryptionTest,
  createPartialDecryption,
  createSeed,
  ed25519,
  nextMessage,
  readClosedRecord,
} from '../../crypto/index.ts';
import { Trouble } from '../running/trouble.ts';
import type { Visitor } from './visitor.ts';

interface Desk {
  readonly index: number;
  readonly board: {
    readonly uuid: string;
    readonly size: number;
    readonly threshold: number;
    readonly messages: readonly string[];
    readonly tests: readonly { readonly maker: number; readonly test: string }[];
  };
}

/** A trustee at the own computer. */
export interface Trustee {
  readonly visitor: Visitor;
  readonly seed: string;
}

export function trusteeAt(visitor: Visitor): Trustee {
  return { visitor, seed: createSeed() };
}

const ROUNDS = 5;

/** All rounds of the ceremony, and the trial of the common key. */
export async function holdCeremony(uuid: string, trustees: readonly Trustee[]): Promise<void> {
  const page = `/referendums/${uuid}/trustee`;
  for (let round = 0; round < ROUNDS; round++) {
    for (const trustee of trustees) {
      const { step } = await stepOf(uuid, trustee);
      if (step.status === 'send') await trustee.visitor.submit(`${page}?/message`, { message: step.message });
    }
  }
  const contents: number[] = [];
  for (const trustee of trustees) {
    const { key } = await keyOf(uuid, trustee);
    const test = createDecryptionTest({ group: ed25519, uuid }, key);
    contents.push(test.content);
    await trustee.visitor.submit(`${page}?/test`, { test: test.message });
  }
  for (const trustee of trustees) await answerTests(uuid, trustee);
  for (const [i, { visitor }] of trustees.entries()) {
    await visitor.submit(`${page}?/confirm`, { content: String(contents[i]) });
  }
}

async function answerTests(uuid: string, trustee: Trustee): Promise<void> {
  const { share, desk } = await keyOf(uuid, trustee);
  for (const { maker, test } of desk.board.tests) {
    const answer = answerDecryptionTest({ group: ed25519, uuid }, test, { share });
    await trustee.visitor.submit(`/referendums/${uuid}/trustee?/answer`, { maker: String(maker), answer });
  }
}

async function stepOf(uuid: string, { visitor, seed }: Trustee) {
  const desk = await visitor.json<Desk>(`/referendums/${uuid}/trustee/board`);
  const { size, threshold, messages } = desk.board;
  return {
    desk,
    step: await nextMessage({ group: ed25519, uuid, size, threshold }, { index: desk.index, seed }, messages),
  };
}

async function keyOf(uuid: string, trustee: Trustee) {
  const { step, desk } = await stepOf(uuid, trustee);
  if (step.status !== 'done') throw new Trouble(`The ceremony stopped: ${step.status}.`);
  return { share: step.share, key: checkThreshold(ed25519, step.parameters).publicKey, desk };
}

/** Recomputes the tally from the public record, agrees to the closing record and hands in the factors. */
export async function decrypt(uuid: string, trustee: Trustee): Promise<void> {
  const { share: secret, desk } = await keyOf(uuid, trustee);
  const record = await trustee.visitor.bytes(`/record/${uuid}/files/record.jsonl`);
  const closed = await readClosedRecord([record], {});
  const { election, tally, closing } = closed;
  const decryption = createPartialDecryption(election, tally, { secret });
  const agreement = createAgreement(election, { uuid, owner: desk.index, checkpoint: closing }, { secret });
  await trustee.visitor.submit(`/referendums/${uuid}/trustee?/decryption`, { decryption, ...agreement });
}
