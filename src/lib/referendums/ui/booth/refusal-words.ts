import { m } from '#lib/i18n/paraglide/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
  'not-found': m.booth_refused_not_found,
  'setup-not-fixed': m.booth_refused_setup,
  'setup-other-referendum': m.booth_refused_setup,
  'card-key-invalid': m.booth_refused_setup,
  offline: m.booth_refused_offline,
  'card-of-other-vote': m.booth_refused_card_other,
  'card-signature-invalid': m.booth_refused_card_invalid,
  'card-already-voted': m.booth_refused_voted,
  'voting-closed': m.booth_refused_closed,
  'voting-not-open': m.booth_refused_not_open,
  'card-slowed': m.booth_refused_slowed,
  'house-busy': m.booth_refused_busy,
  'receipt-invalid': m.booth_refused_receipt,
  'draw-lost': m.booth_draw_lost,
  'record-forked': m.booth_refused_forked,
  'record-malformed': m.booth_refused_forked,
};

/** Words for what went wrong in the booth; only those it needs, since every message costs a voter's time. */
export function boothRefusal(code: string): string {
  if (/^(ballot|signature|element|scalar|proof|json)-/.test(code)) return m.booth_refused_ballot();
  return (WORDS[code] ?? m.booth_refused_unexpected)();
}
