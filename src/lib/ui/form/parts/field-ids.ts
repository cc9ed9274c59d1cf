/** The ids that tie a control to its hint and its error, so that a screen reader reads them with it. */
export function fieldIds(id: string, has: { hint?: unknown; error?: unknown }) {
  const hint = `${id}-hint`;
  const error = `${id}-error`;
  const describedBy = [has.error ? error : '', has.hint ? hint : ''].filter(Boolean).join(' ');
  return { hint, error, describedBy: describedBy || undefined };
}
