import type { Evidence } from './analyst.ts';
import type { VoterTruth } from './run-wish.ts';
import { mentionsOf } from './traces.ts';

/** How many of these texts, which nobody but the voters may ever have seen, stand anywhere. */
export function secretsFound({ record, middle, end }: Evidence, secrets: readonly string[]): number {
  const found = new Set<string>();
  for (const rows of [record, middle, end]) {
    const text = JSON.stringify(rows);
    for (const secret of secrets) if (text.includes(secret)) found.add(secret);
  }
  return found.size;
}

/** How many voters' choices stand in the clear in a row or line that speaks of their ballot or of their place on the roll. */
export function choicesFound({ record, middle, end }: Evidence, voters: readonly VoterTruth[]): number {
  const names = new Map(
    voters.flatMap(({ tracker, line }) => [tracker, line].map((name) => [name, tracker])),
  );
  const choices = new Map(voters.map(({ tracker, choice }) => [tracker, choice]));
  const found = new Set<string>();
  for (const row of [...record, ...middle, ...end]) {
    const shown = JSON.stringify(row.values).replaceAll(/\s/g, '');
    for (const tracker of mentionsOf(row, names))
      if (shown.includes(choices.get(tracker) as string)) found.add(tracker);
  }
  return found.size;
}
