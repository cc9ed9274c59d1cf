import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { DemoUnit } from './geography.ts';

/** Units by number, level by level, since a path is made from the parent's. */
export async function writeTree(tx: Tx, units: readonly DemoUnit[]): Promise<void> {
  for (const kind of ['bund', 'land', 'kreis', 'ort']) {
    const rows = units.filter((unit) => unit.kind === kind);
    await tx.execute(sql`
      insert into unit (number, parent_id, kind, name, ags)
      select given.number, parent.id, given.kind, given.name, given.ags
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as given(number int, parent int, kind text, name text, ags text)
      left join unit parent on parent.number = given.parent`);
  }
}
