import type { Refusal } from './outcome.ts';

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** JSON for machines, never cached. */
export function jsonReply(body: unknown, status = 200): Response {
  return new Response(`${JSON.stringify(body)}\n`, { status, headers: HEADERS });
}

/** A refusal for machines: the code; words are chosen where it is shown. */
export function refusalReply({ status, code, params }: Refusal): Response {
  return jsonReply({ refused: code, ...(params ? { params } : {}) }, status);
}

/** The JSON body of a request, or null when it is none; the outer server already bounded its size. */
export async function jsonBody(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text()) as unknown;
  } catch {
    return null;
  }
}
