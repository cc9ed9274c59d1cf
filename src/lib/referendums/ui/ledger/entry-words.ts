import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ToldEntry } from '../../record-view.ts';

export interface EntryWords {
  readonly title: string;
  readonly detail?: string;
}

type Values = ToldEntry['values'];

const text = (values: Values, name: string): string => String(values[name] ?? '');
const number = (values: Values, name: string): string => formatNumber(Number(values[name] ?? 0));
const people = (values: Values) => ({ one: text(values, 'one'), other: text(values, 'other') });

const WORDS: Readonly<Record<ToldEntry['type'], (values: Values) => EntryWords>> = {
  inspection: () => ({ title: m.ref_entry_inspection() }),
  roll: (v) => ({ title: m.ref_entry_roll({ size: number(v, 'size') }), detail: m.ref_entry_by(people(v)) }),
  ceremony: () => ({ title: m.ref_entry_ceremony() }),
  'ceremony-failed': (v) => ({ title: m.ref_entry_ceremony_failed(), detail: text(v, 'reason') }),
  setup: (v) => ({
    title: m.ref_entry_setup({ size: number(v, 'size') }),
    detail: m.ref_entry_approved(people(v)),
  }),
  opened: () => ({ title: m.ref_entry_opened() }),
  ballots: (v) => ({ title: m.ref_entry_ballots({ count: Number(v.count) }) }),
  close: (v) => ({
    title: m.ref_entry_close(),
    detail: m.ref_entry_close_detail({ ballots: number(v, 'ballots'), draws: number(v, 'draws') }),
  }),
  objection: (v) => ({
    title: v.isUpheld ? m.ref_entry_objection_upheld() : m.ref_entry_objection_dismissed(),
    detail: text(v, 'reason'),
  }),
  counting: () => ({ title: m.ref_entry_counting() }),
  'encrypted-tally': (v) => ({ title: m.ref_entry_tally({ ballots: number(v, 'ballots') }) }),
  agreement: (v) => ({ title: m.ref_entry_agreement({ owner: text(v, 'owner') }) }),
  'partial-decryption': (v) => ({ title: m.ref_entry_decryption({ owner: text(v, 'owner') }) }),
  result: (v) => ({
    title: m.ref_entry_result(),
    detail: m.ref_entry_result_detail({ owners: text(v, 'owners') }),
  }),
  confirmation: (v) => ({
    title: v.isConfirmed ? m.ref_entry_confirmed(people(v)) : m.ref_entry_refused(people(v)),
    detail: text(v, 'reason'),
  }),
  'not-countable': (v) => ({
    title: m.ref_entry_not_countable(),
    detail: m.ref_entry_missing({ owners: text(v, 'missing') || '–' }),
  }),
  'too-few-ballots': (v) => ({
    title: m.ref_entry_too_few({ ballots: number(v, 'ballots'), least: number(v, 'least') }),
  }),
  'keys-destroyed': () => ({ title: m.ref_entry_keys_destroyed() }),
  archived: () => ({ title: m.ref_entry_archived() }),
  abort: (v) => ({ title: m.ref_entry_abort({ by: text(v, 'by') }), detail: text(v, 'reason') }),
};

/** An entry of the record as a line of the ledger. */
export function entryWords(entry: ToldEntry): EntryWords {
  return WORDS[entry.type](entry.values);
}
