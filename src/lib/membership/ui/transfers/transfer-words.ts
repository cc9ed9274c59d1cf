import { m } from '#lib/i18n/paraglide/messages.js';
import type { TransferReason, TransferState } from '../../transfer.ts';

export const TRANSFER_STATES: Readonly<Record<TransferState, () => string>> = {
  open: () => m.membership_transfer_open(),
  done: () => m.membership_transfer_done(),
  refused: () => m.membership_transfer_refused(),
  withdrawn: () => m.membership_transfer_withdrawn(),
  lapsed: () => m.membership_transfer_lapsed(),
};

export const TRANSFER_TONES = {
  open: 'open',
  done: 'agreed',
  refused: 'refused',
  withdrawn: 'neutral',
  lapsed: 'neutral',
} as const satisfies Record<TransferState, string>;

export const TRANSFER_REASONS: Readonly<Record<TransferReason, () => string>> = {
  application: () => m.membership_transfer_application(),
  residence: () => m.membership_transfer_residence(),
};
