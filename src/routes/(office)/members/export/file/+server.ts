import { redirect } from '@sveltejs/kit';
import { exportMembersShape } from '#lib/membership/export.ts';
import { exportMembers } from '#lib/membership/server/export/export-members.ts';
import { fieldCodes, formValues } from '#lib/platform/form-values.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

const back = (why: string): never => redirect(303, `/members/export?why=${encodeURIComponent(why)}`);

/** A file, streamed; so it is no page and no form action. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const values = formValues(await request.formData());
  const parsed = exportMembersShape.safeParse(values ?? {});
  if (!parsed.success) return back(fieldCodes(parsed.error).purpose ?? 'form-not-valid');
  const outcome = await exportMembers(locals.actor, parsed.data);
  if (!outcome.ok && outcome.code === 'sign-in-again') redirect(303, '/sign-in/again?to=/members/export');
  if (!outcome.ok && outcome.status === 404) notFound();
  if (!outcome.ok) return back(outcome.code);
  const { fileName, pieces } = outcome.value;
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    },
  });
};

/** Asks for the next rows only when the reader has taken the last ones. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
