interface Reply {
  readonly words?: string;
  readonly fieldWords?: Readonly<Record<string, string>>;
}

/** Words for a refused form: beside each field that is `shown`, everything else for the form as a whole. */
export function formErrors(
  reply: object | null | undefined,
  shown: readonly string[],
): Record<string, string> {
  const { words, fieldWords = {} } = (reply ?? {}) as Reply;
  if (words === undefined) return {};
  const errors: Record<string, string> = {};
  for (const [field, why] of Object.entries(fieldWords)) errors[shown.includes(field) ? field : ''] = why;
  return Object.keys(errors).length > 0 ? errors : { '': words };
}
