/** What other capabilities and the wiring may call, inside their transaction; the caller has checked its own powers. */
export { registerAddressGuard } from './address-guard.ts';
export { closeAccountOf, endSessionsOfPerson, reopenAccountFor } from './close-account.ts';
export {
  createAccountFor,
  createAccountsFor,
  createPersona,
  importAddress,
  inviteAccounts,
} from './create-accounts.ts';
export { connectAccounts, type FirstOfficer } from './from-above.ts';
export { houseAddress } from './mail/house-address.ts';
export { accountOf, recipientOf, recipientsOf, type Recipient } from './recipients.ts';
export { digestOf } from './secret/digest.ts';
export { restAccountOf, wakeAccountOf } from './rest-account.ts';
export { actorOfSession, sessionIdForRights } from './session/actor-of-session.ts';
export { personOfPersona } from './persona/person-of-persona.ts';
export { houseDoor } from './setup/house.ts';
export { offerSetup } from './setup/setup-tokens.ts';
export { countTry } from './sign-in/tries.ts';
