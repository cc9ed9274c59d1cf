import { refusalText } from '#lib/i18n/refusals.ts';

interface Reply {
  readonly code?: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

/** Words for a refused form: beside each field that is `shown`, everything else for the form as a whole. */
export function formErrors(
  reply: object | null | undefined,
  shown: readonly string[],
): Record<string, string> {
  const { code, fields = {}, params = {} } = (reply ?? {}) as Reply;
  if (!code) return {};
  const errors: Record<string, string> = {};
  for (const [field, why] of Object.entries(fields)) {
    errors[shown.includes(field) ? field : ''] = refusalText(why, params);
  }
  return Object.keys(errors).length > 0 ? errors : { '': refusalText(code, params) };
}
