import { database } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';

/** The party's accent as a style sheet, since a strict policy allows no style in the page itself. */
export async function GET(): Promise<Response> {
  const party = await partyOfHouse(database());
  const accent = /^#[0-9a-f]{6}$/i.test(party?.accent ?? '') ? party?.accent : '#8a1c3b';
  return new Response(`:root{--party-accent:${accent}}\n`, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' },
  });
}
