import { deserialize } from '$app/forms';
import type { FormReply } from '#lib/platform/form-action.ts';
import type { CountDesk, TrusteeDesk } from '../../trustee-desk.ts';

/** What the house says to something sent: its value, or why not, in words of the reader's language. */
export type Sent =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly words: string };

export type TrusteeAct = 'message' | 'test' | 'answer' | 'confirm' | 'decryption';

const pageOf = (uuid: string): string => `/referendums/${uuid}/trustee`;

async function read<T>(path: string): Promise<T | null> {
  try {
    const response = await fetch(path, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

/** Null where the house does not answer; the page goes on with what it has and asks again. */
export const readDesk = (uuid: string): Promise<TrusteeDesk | null> => read(`${pageOf(uuid)}/board`);
export const readCountDesk = (uuid: string): Promise<CountDesk | null> => read(`${pageOf(uuid)}/count`);

/** Sends one act as its form would. Sending the same again changes nothing, so that a lost reply is no trouble. */
export async function sendAct(
  uuid: string,
  act: TrusteeAct,
  fields: Readonly<Record<string, string | number>>,
): Promise<Sent> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
  try {
    const response = await fetch(`${pageOf(uuid)}?/${act}`, {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
    });
    const reply = deserialize(await response.text());
    if (reply.type === 'success') return { ok: true, value: (reply.data as FormReply | undefined)?.value };
    const { code = 'unexpected', words = '' } = reply.type === 'failure' ? (reply.data as FormReply) : {};
    return { ok: false, code, words };
  } catch {
    return { ok: false, code: 'offline', words: '' };
  }
}
