import { m } from '#lib/i18n/paraglide/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
  record: m.ref_check_record,
  checkpoint: m.ref_check_checkpoint,
  'card key': m.ref_check_card_key,
  close: m.ref_check_close,
  election: m.ref_check_election,
  trustees: m.ref_check_trustees,
  archive: m.ref_check_archive,
  credentials: m.ref_check_credentials,
  ballots: m.ref_check_ballots,
  'encrypted tally': m.ref_check_tally,
  'partial decryptions': m.ref_check_decryptions,
  result: m.ref_check_result,
  'fixed by the election': m.ref_check_fixed,
  'archive of the record': m.ref_check_same,
  cards: m.ref_check_cards,
  'trustees of the count': m.ref_check_agreements,
  'kept files': m.ref_check_files,
};

/** What a step of the verification looks at; the protocol's own name where none is known. */
export function checkWord(name: string): string {
  return WORDS[name]?.() ?? name;
}
