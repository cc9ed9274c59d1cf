import { formatEntry } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import { system } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { lockAlone, moveState, standing, type ReferendumRow } from '../loading.ts';
import { trusteesOf } from '../referendums.ts';
import { objectionsUntil } from './begin-count.ts';
import { handedIn } from './desk.ts';

const DAY_MS = 86_400_000;

/** When the trustees' time for the count is over. */
export function countingDeadline(row: Pick<ReferendumRow, 'closesAt' | 'configuration'>): Date {
  return new Date(objectionsUntil(row).getTime() + row.configuration.countingDays * DAY_MS);
}

/** Without enough valid factors at the deadline the referendum ends as not countable, the trustees named. */
export async function endUncountable(uuid: string): Promise<boolean> {
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const found = await standing(tx, uuid);
    if (found?.row.state !== 'counting' || found.now < countingDeadline(found.row)) return false;
    const { row } = found;
    const handed = await handedIn(tx, uuid);
    const named = await trusteesOf(tx, uuid);
    const valid = new Set(handed.filter((one) => one.fault === null).map((one) => one.index));
    const wrong = new Set(handed.map((one) => one.index).filter((index) => !valid.has(index)));
    const missing = named.map((one) => one.index).filter((index) => !valid.has(index) && !wrong.has(index));
    const ignored = [...wrong];
    const deadline = `${countingDeadline(row).toISOString().slice(0, 19)}Z`;
    await appendEntry(tx, uuid, formatEntry({ type: 'not-countable', uuid, deadline, missing, ignored }));
    await moveState(tx, row, 'not-countable');
    if (row.rollId) await releaseRoll(tx, row.rollId);
    const subject = { kind: 'referendum', id: uuid };
    await recordFact(tx, system('clockwork'), { kind: 'referendums.count-failed', subject });
    await ringChanged(tx, subject);
    return true;
  });
}
