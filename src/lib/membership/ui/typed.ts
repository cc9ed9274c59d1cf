interface Reply {
  readonly values?: Readonly<Record<string, string | string[]>>;
}

/** What was typed into a field before the form came back, otherwise what stands there. */
export function typedIn(
  reply: object | null | undefined,
  name: string,
  standing: string | null = '',
): string {
  const { values } = (reply ?? {}) as Reply;
  const value = values?.[name];
  return typeof value === 'string' ? value : values ? '' : (standing ?? '');
}
