import { z } from 'zod';
import type { TrusteeAct } from './desk-client.ts';

/** The line that `crypto/cli/trustee.ts` prints. */
const offlineLine = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('message'), message: z.string().max(200_000) }),
  z.strictObject({ act: z.literal('test'), test: z.string().max(20_000) }),
  z.strictObject({ act: z.literal('answer'), maker: z.int(), answer: z.string().max(20_000) }),
  z.strictObject({ act: z.literal('confirm'), content: z.int() }),
  z.strictObject({
    act: z.literal('decryption'),
    decryption: z.string().max(2_000_000),
    challenge: z.string().max(80),
    response: z.string().max(80),
  }),
]);

/** What was made on another machine, ready to be sent; null where it is no such line. */
export function parseOfflineAct(
  line: string,
): { readonly act: TrusteeAct; readonly fields: Record<string, string | number> } | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = offlineLine.safeParse(json);
  if (!parsed.success) return null;
  const { act, ...fields } = parsed.data;
  return { act, fields };
}
