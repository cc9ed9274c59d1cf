import { fail, redirect } from '@sveltejs/kit';
import { refusalText } from '#lib/i18n/refusals.ts';
import { FileFault } from '#lib/membership/import/file-fault.ts';
import { MAX_FILE_BYTES } from '#lib/membership/member-import.ts';
import { columnGuide } from '#lib/membership/server/import/column-guide.ts';
import { importsOf } from '#lib/membership/server/import/imports.ts';
import { readUpload } from '#lib/membership/server/import/multipart.ts';
import {
  receiveMemberFile,
  refusalOf,
  unitToImportInto,
  withUploadPlace,
} from '#lib/membership/server/import/receive-member-file.ts';
import { unitNumber } from '#lib/membership/unit.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await importsOf(locals.actor);
  if (!found) notFound();
  const chosen = unitNumber.safeParse(url.searchParams.get('unit'));
  const unit = found.units.find((one) => chosen.success && one.number === chosen.data) ?? found.units[0];
  if (!unit) notFound();
  return { ...found, unit, columns: columnGuide(locals.locale) };
};

export const actions: Actions = {
  default: async (event) => {
    const number = unitNumber.safeParse(event.url.searchParams.get('unit'));
    const unit = number.success ? await unitToImportInto(event.locals.actor, number.data) : null;
    if (!unit) notFound();
    const outcome = await withUploadPlace(() => receive(event, unit.number));
    if (outcome.ok) redirect(303, `/import/${outcome.value.importId}`);
    const words = refusalText(outcome.code, outcome.params, event.locals.locale);
    return fail(outcome.status, { code: outcome.code, words, fieldWords: { file: words } });
  },
};

/** The form is read as it arrives, since a file of a whole party is larger than a form should be in memory. */
async function receive(event: RequestEvent, unit: number): Promise<Outcome<{ importId: string }>> {
  const { request, locals } = event;
  try {
    const body =
      request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
    const file = await readUpload(body, request.headers.get('content-type') ?? '', MAX_FILE_BYTES);
    return await receiveMemberFile(locals.actor, { unitNumber: unit, file });
  } catch (error) {
    if (error instanceof FileFault) return refusalOf(error);
    throw error;
  }
}
