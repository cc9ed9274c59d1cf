import { notFound } from '#lib/platform/form-action.ts';
import { minutesFile } from '#lib/referendums/server/minutes/minutes-file.ts';
import type { RequestHandler } from './$types';

/** The minutes as a tagged PDF, for those who oversee the referendum, before they are public. */
export const GET: RequestHandler = async ({ params, locals }) =>
  (await minutesFile(locals.actor, { uuid: params.uuid, locale: locals.locale })) ?? notFound();
