import { Refused, type KeptKey } from '#crypto';
import type { CountDesk, TrusteeDesk } from '../../../trustee-desk.ts';
import type { Trouble } from '../ceremony/ceremony.svelte.ts';
import { readCountDesk, sendAct } from '../desk-client.ts';
import { watchReferendum } from '../live.ts';
import { makePart } from './decrypting.ts';
import type { Recounted } from './recount.ts';
import { recountAside } from './recounting.ts';
import { rememberedCheckpoint } from './remembered.ts';

/** A trustee's part of the count: recount, compare, and only then decrypt. */
export class CountSession {
  readonly trusteeDesk: TrusteeDesk;
  desk = $state.raw<CountDesk | null>(null);
  done = $state(0);
  recounted = $state.raw<Recounted | null>(null);
  isBusy = $state(false);
  trouble = $state.raw<Trouble | null>(null);

  constructor(trusteeDesk: TrusteeDesk) {
    this.trusteeDesk = trusteeDesk;
  }

  get own(): CountDesk['handed'] {
    return this.desk?.handed.filter(({ index }) => index === this.trusteeDesk.index) ?? [];
  }

  follow(): () => void {
    const read = async (): Promise<void> => {
      this.desk = (await readCountDesk(this.trusteeDesk.uuid)) ?? this.desk;
    };
    void read();
    return watchReferendum(this.trusteeDesk.uuid, () => void read());
  }

  async recount(): Promise<void> {
    const count = this.desk?.count;
    if (!count) return;
    const { uuid } = this.trusteeDesk;
    const { tally, election, trustees, note } = count;
    const order = { uuid, tally, election, trustees, note, remembered: rememberedCheckpoint(uuid) };
    await this.#work(async () => {
      this.recounted = await recountAside(order, (done) => (this.done = done));
    });
  }

  /** Decrypts with this key, which is forgotten again at once. Gives a code of what is wrong with the key, or null. */
  async decrypt(key: KeptKey): Promise<string | null> {
    const { recounted, desk, trusteeDesk } = this;
    const count = desk?.count;
    if (!count || !recounted) return 'unexpected';
    await this.#work(async () => {
      const part = await makePart({ key, board: trusteeDesk.board, count, recounted });
      const sent = await sendAct(trusteeDesk.uuid, 'decryption', { ...part });
      this.desk = (await readCountDesk(trusteeDesk.uuid)) ?? this.desk;
      if (!sent.ok) this.trouble = sent;
    });
    return null;
  }

  async #work(act: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.trouble = null;
    try {
      await act();
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'unexpected';
      this.trouble = { code, words: '' };
    }
    this.isBusy = false;
  }
}
