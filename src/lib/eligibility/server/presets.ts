import type { Reader } from '#lib/platform/server/database.server.ts';
import { numberAt } from '#lib/statutes/server/index.ts';
import type { PresetNumbers } from '../presets.ts';

/** The statute's numbers in force on the cut-off day; null where it says nothing, since a rule is not guessed. */
export async function presetNumbersAt(reader: Reader, cutOff: string): Promise<PresetNumbers | null> {
  const effective = await numberAt(reader, 'membership.effective-after-weeks', cutOff);
  const transfer = await numberAt(reader, 'transfer.effective-after-weeks', cutOff);
  if (!effective || !transfer) return null;
  return { effectiveAfterWeeks: effective.value, transferAfterWeeks: transfer.value };
}
