import { ed25519, nextMessage, nextTrusteeStep, Refused, type KeptKey, type TrusteeStep } from '#crypto';
import type { TrusteeDesk } from '../../../trustee-desk.ts';
import { readDesk, sendAct, type Sent, type TrusteeAct } from '../desk-client.ts';
import { watchReferendum } from '../live.ts';
import { rememberCheckpoint } from '../count/remembered.ts';

/** Why the page does not go on by itself: a code, and words where the house gave some. */
export interface Trouble {
  readonly code: string;
  readonly words: string;
}

/**
 * A trustee's seat at the table. The key is in this object and nowhere else: a page that was closed asks for it again. With
 * the key it takes every step as soon as it is due.
 */
export class CeremonySession {
  desk = $state.raw<TrusteeDesk>() as TrusteeDesk;
  key = $state.raw<KeptKey | null>(null);
  step = $state.raw<TrusteeStep | null>(null);
  trouble = $state.raw<Trouble | null>(null);
  #seen = '';
  #isBusy = false;
  #isAskedAgain = false;

  constructor(desk: TrusteeDesk) {
    this.desk = desk;
  }

  /** Follows the table until the returned function is called. */
  follow(): () => void {
    return watchReferendum(this.desk.uuid, () => void this.goOn());
  }

  /** Takes the seat. The attempt before showed a part of its keys: one of those is not taken again. */
  async sit(key: KeptKey): Promise<Trouble | null> {
    const { uuid, size, threshold } = this.desk.board;
    const scope = { group: ed25519, uuid, size, threshold };
    const first = await nextMessage(scope, key, []);
    if (first.status === 'send' && this.desk.spent.includes(first.message))
      return { code: 'key-spent', words: '' };
    this.key = key;
    this.#seen = '';
    await this.goOn();
    return null;
  }

  /** Reads the table and takes the own steps; called again meanwhile, it looks once more afterwards. */
  async goOn(): Promise<void> {
    this.#isAskedAgain = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      await this.#turn();
    }
    this.#isBusy = false;
  }

  async #turn(): Promise<void> {
    const desk = await readDesk(this.desk.uuid);
    if (desk === null) return this.#stop({ code: 'offline', words: '' });
    const text = JSON.stringify(desk);
    if (text === this.#seen && this.trouble === null) return;
    this.#seen = text;
    const isNewAttempt = desk.board.attempt !== this.desk.board.attempt;
    this.desk = desk;
    if (isNewAttempt) this.#getUp();
    if (desk.isFrozen) await rememberCheckpoint(desk.uuid);
    if (this.key !== null) await this.#takeStep(this.key);
  }

  /** A failed attempt needs new keys from everybody. */
  #getUp(): void {
    this.key = null;
    this.step = null;
    this.trouble = null;
  }

  #stop(trouble: Trouble): void {
    this.trouble = trouble;
  }

  async #takeStep(key: KeptKey): Promise<void> {
    try {
      const step = await nextTrusteeStep(this.desk.board, key);
      this.step = step;
      this.trouble = null;
      const sent = await this.#send(step);
      if (sent === null) return;
      if (!sent.ok) return this.#stop(sent);
      this.#isAskedAgain = true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#stop({ code: error.code, words: '' });
    }
  }

  async #send(step: TrusteeStep): Promise<Sent | null> {
    if (step.act === 'wait' || step.act === 'failed' || step.act === 'keep') return null;
    const { act, ...fields } = step;
    return sendAct(this.desk.uuid, act satisfies TrusteeAct, fields);
  }
}
