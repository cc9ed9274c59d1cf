import { database } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { isOpenToStrangers, type Door } from '../../setup.ts';

let open = false;

/** Asked at every visit of a stranger; once open it stays open, so this process stops asking. */
export async function houseDoor(): Promise<Door> {
  if (open) return 'open';
  const found = await partyOfHouse(database());
  if (!found) return 'unfounded';
  if (!isOpenToStrangers(found)) return 'closed';
  open = true;
  return 'open';
}

export interface HouseTexts {
  readonly partyName: string;
  readonly imprint: string;
  readonly privacy: string;
}

/** Public, for everyone; null while the house belongs to nobody. */
export async function houseTexts(): Promise<HouseTexts | null> {
  const found = await partyOfHouse(database());
  if (!found) return null;
  const { partyName, imprint, privacy } = found;
  return { partyName, imprint, privacy };
}
