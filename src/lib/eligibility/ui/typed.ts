/** What was typed into a field before the form was refused. */
export function typedIn(form: object | null | undefined): (name: string) => string {
  const { values = {} } = (form ?? {}) as { values?: Readonly<Record<string, unknown>> };
  return (name) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
}
