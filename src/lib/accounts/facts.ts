/** Every kind of fact accounts record. Sign-ins and sessions leave none: their times are nobody's business. */
export const ACCOUNT_FACTS = {
  /** A person of the house got an account. */
  accountCreated: 'accounts.account-created',
  /** An imported member followed the activation link and chose a password. */
  accountActivated: 'accounts.account-activated',
  /** A password was set anew, by its owner or by a reset link. */
  passwordChanged: 'accounts.password-changed',
  /** An authenticator app or a passkey was added. */
  secondFactorAdded: 'accounts.second-factor-added',
  /** An authenticator app or a passkey was taken away. */
  secondFactorRemoved: 'accounts.second-factor-removed',
  /** The address for signing in changed; the old one was told. */
  addressChanged: 'accounts.address-changed',
  /** An officer asked to change an address that a sealed roll has frozen. */
  addressChangeProposed: 'accounts.address-change-proposed',
  /** A second officer agreed; the old address has 72 hours to object. */
  addressChangeApproved: 'accounts.address-change-approved',
  /** The change was stopped, by an officer or from the old address. */
  addressChangeStopped: 'accounts.address-change-stopped',
  /** The house was set up and has its first officer. */
  houseFounded: 'accounts.house-founded',
  /** Imprint or privacy notice were written. */
  houseTextsWritten: 'accounts.house-texts-written',
} as const;
