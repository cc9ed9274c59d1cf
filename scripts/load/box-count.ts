import { withConnection } from '../postgres/databases.ts';
import type { MadeBallot } from '../ballot-making/making.ts';

/** What the box and the record hold together. */
export interface BoxCount {
  readonly lost: number;
  readonly double: number;
  readonly foreign: number;
}

/** Every ballot that was sent must be there once, waiting or on the record. */
export async function countBox(url: string, uuid: string, sent: readonly MadeBallot[]): Promise<BoxCount> {
  const there = await withConnection(
    url,
    (sql) => sql<{ ballot: string }[]>`
      select ballot from waiting_ballot where uuid = ${uuid}
      union all select ballot from recorded_ballot where uuid = ${uuid}`,
  );
  const counts = new Map<string, number>();
  for (const { ballot } of there) counts.set(ballot, (counts.get(ballot) ?? 0) + 1);
  const wanted = new Set(sent.map(({ ballot }) => ballot));
  return {
    lost: [...wanted].filter((ballot) => !counts.has(ballot)).length,
    double: [...counts.values()].filter((count) => count > 1).length,
    foreign: [...counts.keys()].filter((ballot) => !wanted.has(ballot)).length,
  };
}
