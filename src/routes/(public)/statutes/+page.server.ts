import { z } from 'zod';
import { statutePage } from '#lib/statutes/server/statute-page.ts';
import type { PageServerLoad } from './$types';

const wanted = z.iso.date().nullable().catch(null);

export const load: PageServerLoad = async ({ locals, url }) => ({
  statute: await statutePage(wanted.parse(url.searchParams.get('on')), locals.locale),
});
