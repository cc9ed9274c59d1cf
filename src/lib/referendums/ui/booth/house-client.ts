import type { BoothElection } from '../../booth-election.ts';
import type { RecordLeaves } from './record-growth.ts';

/** An answer of the house, or why there is none: `offline` where nothing came back at all. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string };

export interface CastReply {
  readonly tracker: string;
  readonly receipt: string;
}

/** The anonymous interface: nothing that says who asks is ever sent along. */
async function ask<T>(path: string, body?: unknown): Promise<Reply<T>> {
  const posting = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
  try {
    const response = await fetch(path, {
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      ...(body === undefined ? {} : posting),
    });
    const content = (await response.json()) as T & { refused?: string };
    return response.ok ? { ok: true, value: content } : { ok: false, code: content.refused ?? 'unexpected' };
  } catch {
    return { ok: false, code: 'offline' };
  }
}

export function loadElection(uuid: string): Promise<Reply<BoothElection>> {
  return ask(`/vote/${uuid}/election`);
}

export function loadLeaves(uuid: string): Promise<Reply<RecordLeaves>> {
  return ask(`/record/${uuid}/leaves`);
}

/** Casting again with the same bytes gets the same receipt, so that a lost reply is no lost vote. */
export async function castBallot(
  uuid: string,
  sent: { readonly ballot: string; readonly randomizer: string; readonly cardSignature: string },
): Promise<Reply<CastReply>> {
  const first = await ask<CastReply>(`/vote/${uuid}/ballots`, sent);
  return first.ok || first.code !== 'offline' ? first : ask(`/vote/${uuid}/ballots`, sent);
}

export function lookUp(
  uuid: string,
  tracker: string,
): Promise<Reply<{ place: 'recorded' | 'waiting' | null }>> {
  return ask(`/vote/${uuid}/lookup`, { tracker });
}
