import { database } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { isOpenToStrangers } from '../../setup.ts';

/** `unfounded`: nobody's yet. `closed`: imprint or privacy notice are missing. */
export type Door = 'unfounded' | 'closed' | 'open';

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
