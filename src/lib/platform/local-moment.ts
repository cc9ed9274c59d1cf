/** Deadlines of a German party are German time, whatever the clock of server or reader says. */
const ZONE = 'Europe/Berlin';

const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-05-03T18:00`, as the browser's field for day and time holds it. */
export function localText(moment: Date): string {
  return FORMAT.format(moment).slice(0, 16).replace(' ', 'T');
}

/**
 * The moment that this wall clock time in Germany means. In the hour that exists twice, the first; in the hour that is
 * left out, an hour later. Null for what is no such text.
 */
export function momentOfLocal(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const summer = new Date(asUtc - 7_200_000);
  return localText(summer) === text.slice(0, 16) ? summer : new Date(asUtc - 3_600_000);
}
