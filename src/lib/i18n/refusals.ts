import { m } from './paraglide/messages.js';

type Words = (params: Record<string, string | number>, options?: { locale?: 'de' | 'en' }) => string;
const messages = m as unknown as Readonly<Record<string, Words>>;

/** The words for a refusal's code in the reader's language. Every code has them (tests/architecture checks). */
export function refusalText(
  code: string,
  params: Readonly<Record<string, string | number>> = {},
  locale?: 'de' | 'en',
): string {
  const words = messages[`refusal_${code.replaceAll('-', '_')}`] ?? messages.refusal_unexpected;
  return words ? words({ ...params }, locale ? { locale } : {}) : code;
}
