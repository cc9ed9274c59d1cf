import { ELIGIBILITY_FACTS } from '#lib/eligibility/facts.ts';
import { frozenAddresses, isAddressFrozen, tellByMail } from '#lib/eligibility/server/index.ts';
import { registerAddressGuard } from '#lib/accounts/server/index.ts';
import {
  registerFrozenAddresses,
  registerJoiningRules,
  registerStatuteTerms,
} from '#lib/membership/server/index.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { beginKeys } from '#lib/referendums/server/begin-keys.ts';
import { registerReaction, type Reaction } from '#lib/platform/server/facts.server.ts';
import { numberAt } from '#lib/statutes/server/index.ts';
import { joiningRules } from './joining.ts';
import { membershipNotices } from './notices/membership-notices.ts';
import { referendumNotices } from './notices/referendum-notices.ts';

/** The second seal on a referendum's roll begins its keys. */
const keysAfterSeal: Reaction = async (tx, fact, actor) => {
  if (fact.kind === ELIGIBILITY_FACTS.rollSealed) await beginKeys(tx, actor, fact.subject.id);
};

/** Who reacts to what; each runs inside the transaction of the fact. */
const reactions: readonly Reaction[] = [keysAfterSeal, referendumNotices, membershipNotices, tellByMail];

let registered = false;

/** Registers every listener once per process. */
export function registerReactions(): void {
  if (registered) return;
  registered = true;
  for (const reaction of reactions) registerReaction(reaction);
  registerAddressGuard(async (tx, personId) =>
    (await isAddressFrozen(tx, personId)) ? refuse(409, 'address-frozen') : null,
  );
  registerFrozenAddresses(frozenAddresses);
  registerStatuteTerms(async (reader, name, on) => {
    const found = await numberAt(reader, name, on);
    return found && { value: found.value, article: found.article.number };
  });
  registerJoiningRules(joiningRules);
}
