import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { addressKey } from '../../account.ts';
import { safeWay, type SignIn, type Visit } from '../../sign-in.ts';
import { accountByAddress, type AccountRow } from '../accounts.ts';
import { knownDevice } from './device.ts';
import { type Entrance, enterWithPassword } from './entrance.ts';
import { isRightPassword } from './password-hash.ts';
import { countTry, type TriedKey } from './tries.ts';

/** Says the same, and takes the same time, for a wrong password and for an address that nobody has. */
export async function signIn(
  _actor: Actor,
  input: SignIn & { readonly visit: Visit },
): Promise<Outcome<Entrance>> {
  const now = await houseNow(database());
  const found = await accountByAddress(database(), input.email);
  const keys = triedKeys(input, found, now);
  const waiting = await countTry(keys);
  if (waiting) return waiting;
  const isRight = await isRightPassword(found?.passwordHash ?? null, input.password);
  if (!found || !isRight) return refuse(401, 'sign-in-failed');
  return transact(async (tx) => {
    const to = safeWay(input.to);
    const entrance = await enterWithPassword(tx, { account: found, visit: input.visit, keys, to });
    return entrance ? done(entrance) : refuse(401, 'sign-in-failed');
  });
}

/** A browser that has signed in before is counted alone, so that strangers cannot slow down its owner. */
function triedKeys(
  { email, visit }: { readonly email: string; readonly visit: Visit },
  found: AccountRow | null,
  now: Date,
): TriedKey[] {
  const mark = found ? knownDevice(visit.device, found.id, now) : null;
  if (found && mark) return [{ kind: 'device', about: `${found.id} ${mark}` }];
  const key = addressKey(email);
  return [
    { kind: 'pair', about: `${key} ${visit.network}` },
    { kind: 'network', about: visit.network },
    { kind: 'account', about: key },
  ];
}
