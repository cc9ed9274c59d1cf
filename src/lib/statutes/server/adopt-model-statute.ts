import type { Tx } from '#lib/platform/server/database.server.ts';
import { articleDraft } from '../article.ts';
import { modelStatute } from '../model/statute.ts';
import { article } from './tables.ts';

/** Gives a new house its first statute; does nothing where there is one. For set-up, demo and tests. */
export async function adoptModelStatute(tx: Tx): Promise<void> {
  const there = await tx.select({ id: article.id }).from(article).limit(1);
  if (there.length > 0) return;
  const places = [...new Set(modelStatute.map((draft) => draft.key))];
  const rows = modelStatute.map((given) => {
    const { title, text, ...rest } = articleDraft.parse(given);
    return {
      ...rest,
      place: places.indexOf(given.key) + 1,
      titleDe: title.de,
      titleEn: title.en,
      textDe: text.de,
      textEn: text.en,
    };
  });
  await tx.insert(article).values(rows);
}
