import { z } from 'zod';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { lookupRequest, placeOfTracker } from '#lib/referendums/server/box/place-of-tracker.ts';
import { drawOfLine, entryProof, recordPage } from '#lib/referendums/server/views/record-view.ts';
import type { Actions, PageServerLoad } from './$types';

const place = z.coerce.number().int().min(0).max(100_000_000);

export const load: PageServerLoad = async ({ params, url }) => {
  const asked = (name: string): number | null =>
    place.safeParse(url.searchParams.get(name) ?? 'x').data ?? null;
  const page = await recordPage(params.uuid, asked('from') ?? 0);
  if (!page) notFound();
  const [entry, line] = [asked('entry'), asked('line')];
  return {
    page,
    proof: entry === null ? null : await entryProof(params.uuid, entry),
    lookup: line === null ? null : { line, draw: await drawOfLine(params.uuid, line) },
  };
};

/** As people paste it: in groups, with padding. */
const typedTracker = z
  .object({ tracker: z.string().max(200).default(''), uuid: z.string() })
  .transform(({ tracker, uuid }) => ({ uuid, tracker: tracker.replace(/[\s=]/g, '') }))
  .pipe(lookupRequest.extend({ tracker: z.string().regex(/^[A-Za-z0-9+/]{43}$/, 'tracker-not-valid') }));

export const actions: Actions = {
  lookup: formAction(typedTracker, (_nobody, input) => placeOfTracker(input), {
    from: ({ params }) => ({ uuid: params.uuid }),
  }),
};
