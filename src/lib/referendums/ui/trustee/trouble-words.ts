import { m } from '#lib/i18n/paraglide/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
  offline: m.trustees_trouble_offline,
  'key-spent': m.trustees_trouble_spent,
  'key-of-other-referendum': m.trustees_trouble_other_referendum,
  'key-of-other-trustee': m.trustees_trouble_other_trustee,
  'key-is-another': m.trustees_trouble_key_another,
  'key-incomplete': m.trustees_trouble_incomplete,
  'own-message-differs': m.trustees_trouble_not_this_key,
  'own-test-differs': m.trustees_trouble_not_this_key,
  'share-foreign': m.trustees_trouble_not_this_key,
  'seed-malformed': m.trustees_trouble_code,
  'passphrase-wrong': m.trustees_trouble_passphrase,
  'file-unreadable': m.trustees_trouble_file,
  'test-content-differs': m.trustees_trouble_test,
  'test-subsets-differ': m.trustees_trouble_test,
  'answer-proof-invalid': m.trustees_trouble_test,
  'tally-differs': m.trustees_trouble_tally,
  'encrypted-tally-wrong': m.trustees_trouble_tally,
  'closing-differs': m.trustees_trouble_record_forked,
  'record-forked': m.trustees_trouble_record_forked,
  'record-rolled-back': m.trustees_trouble_record_forked,
  'consistency-invalid': m.trustees_trouble_record_forked,
  'record-unreachable': m.trustees_trouble_offline,
};

/** What is wrong and what to do. A code without words of its own is something in the record or on the board. */
export function troubleWords(code: string): string {
  return WORDS[code]?.() ?? m.trustees_trouble_other({ code });
}
