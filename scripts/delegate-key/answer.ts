import { z } from 'zod';
import { delegateKey, KEY_LIMITS } from '#lib/eligibility/seats/delegate-key.ts';
import { distribute } from '#lib/eligibility/seats/distribution.ts';
import { METHODS } from '#lib/eligibility/seats/method.ts';
import { type Line, MOST_BYTES } from './lines.ts';

/** One line of the answer, or in one sentence why there is none; null where there is nothing to say. */
export type Answer = { readonly line: string } | { readonly refused: string } | null;

const caseId = z.custom<string | number>(
  (id) => (typeof id === 'string' ? id.length <= 200 : Number.isSafeInteger(id)),
  'id-missing',
);
/** What a case may have besides (a note, a source) is passed over. */
const caseShape = z.looseObject({ id: caseId }, 'no-object');

const WHY: Readonly<Record<string, string>> = {
  'no-object': 'this is not an object in braces',
  'id-missing': '"id" must be a text of at most 200 characters or a whole number',
  'method-unknown': `"method" must be one of ${METHODS.join(', ')}`,
  'votes-missing': '"votes" must be a list with a number for each unit',
  'votes-not-whole': 'each of "votes" must be a whole number from 0 to 9007199254740991',
  'too-many-units': `"votes" may name at most ${KEY_LIMITS.units} units`,
  'seats-not-whole': '"seats" must be a whole number',
  'seats-out-of-range': `"seats" must be from 1 to ${KEY_LIMITS.seats}`,
  'seats-not-in-pairs': 'an odd number of seats cannot be given in pairs',
  'no-votes': 'without a single vote nobody has a claim to a seat',
};

export function answerTo({ number, bytes }: Line): Answer {
  const refuse = (why: string): Answer => ({ refused: `Line ${number}: ${why}.` });
  if (!bytes) return refuse(`longer than ${MOST_BYTES} bytes`);
  const text = textOf(bytes);
  if (text === undefined) return refuse('this is not UTF-8');
  if (text.trim() === '') return null;
  const given = jsonOf(text);
  if (given === undefined) return refuse('this is not JSON');
  const asked = caseShape.safeParse(given);
  if (!asked.success) return refuse(whyOf(asked.error));
  const { id, method, votes, seats } = asked.data;
  const key = delegateKey.safeParse({ method, votes, seats });
  if (!key.success) return refuse(whyOf(key.error));
  const shared = distribute(key.data);
  const result = shared.tie ? { tie: shared.tie.among } : { seats: shared.seats };
  return { line: JSON.stringify({ id, ...result }) };
}

function whyOf(error: z.ZodError): string {
  const code = error.issues[0]?.message ?? '';
  return WHY[code] ?? code;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
