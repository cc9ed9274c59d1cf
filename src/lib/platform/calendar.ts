const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar day in Germany at a moment, `YYYY-MM-DD`: statutes count days, not instants. */
export function dayOf(moment: Date): string {
  return berlin.format(moment);
}

export function addDays(from: string, days: number): string {
  const moment = new Date(`${from}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** The same day some years later; 29 February becomes 1 March where there is none. */
export function addYears(from: string, years: number): string {
  const moment = new Date(`${from}T00:00:00Z`);
  moment.setUTCFullYear(moment.getUTCFullYear() + years);
  return moment.toISOString().slice(0, 10);
}
