import type { Reader } from '#lib/platform/server/database.server.ts';
import type { JoiningRules } from '../../joining/application.ts';

/** What the statute in force on that day says about joining. */
export type JoiningRulesAt = (reader: Reader, day: string) => Promise<JoiningRules>;

let registered: JoiningRulesAt | undefined;

/** `src/wiring` hands in the statute, which stands above us. */
export function registerJoiningRules(rulesAt: JoiningRulesAt): void {
  registered = rulesAt;
}

/** Throws when nobody handed a statute in: nobody joins by no rule. */
export async function joiningRulesAt(reader: Reader, day: string): Promise<JoiningRules> {
  if (!registered) throw new Error('No statute was handed in: import #wiring/reactions.ts and register.');
  return registered(reader, day);
}
