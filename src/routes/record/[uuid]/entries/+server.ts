import { error } from '@sveltejs/kit';
import { entryPage } from '#lib/record/log.ts';
import { recordEntries } from '#lib/referendums/server/record-queries.ts';
import type { RequestHandler } from './$types';

/** A page of entries as lines, exactly as their leaf hashes cover them. */
export const GET: RequestHandler = async ({ params, url }) => {
  const page = entryPage.safeParse(Object.fromEntries(url.searchParams));
  const entries = page.success ? await recordEntries(params.uuid, page.data) : null;
  if (!entries) error(404, { message: 'Not found', code: 'not-found' });
  return new Response(entries.map(({ line }) => `${line}\n`).join(''), {
    headers: { 'content-type': 'application/jsonl', 'cache-control': 'no-cache' },
  });
};
