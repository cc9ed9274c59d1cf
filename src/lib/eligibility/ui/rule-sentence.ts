import { m } from '#lib/i18n/paraglide/messages.js';
import type { Condition, ConditionOf } from '../condition.ts';
import type { Rule } from '../rule.ts';
import { countryWords, listed, officeWord, type SentenceWords, unitWord } from './sentence-words.ts';

/** The rule as a sentence that says the same as the data: "Teilnehmen darf, wer … und …". */
export function ruleSentence(rule: Rule, words: SentenceWords): string {
  const { locale } = words;
  return m.rule_sentence({ clause: clauseOf(rule, words) }, { locale });
}

function clauseOf(rule: Rule, words: SentenceWords): string {
  const { locale } = words;
  if (rule.kind === 'not') return m.rule_not({ clause: clauseOf(rule.of, words) }, { locale });
  if (rule.kind !== 'all' && rule.kind !== 'any') return conditionClause(rule, words);
  const parts = rule.of.map((part) => grouped(part, words));
  return listed(parts, rule.kind === 'all' ? 'conjunction' : 'disjunction', locale);
}

/** Parts that are lists themselves stand in brackets, so that "und" and "oder" stay clear. */
function grouped(rule: Rule, words: SentenceWords): string {
  const clause = clauseOf(rule, words);
  const isList = (rule.kind === 'all' || rule.kind === 'any') && rule.of.length > 1;
  return isList ? m.rule_group({ clause }, { locale: words.locale }) : clause;
}

type Clauses = {
  readonly [Kind in Condition['kind']]: (condition: ConditionOf<Kind>, words: SentenceWords) => string;
};

const clauses: Clauses = {
  'member-in': ({ unitPath }, words) => m.rule_member_in({ unit: unitWord(unitPath, words) }, words),
  'member-since': ({ unitPath, weeks }, words) =>
    m.rule_member_since({ unit: unitWord(unitPath, words), weeks }, words),
  'full-rights': ({ weeks, unitPath }, words) => {
    const unit = unitWord(unitPath, words);
    if (weeks === null) return m.rule_full_rights({ unit }, words);
    return m.rule_full_rights_after({ weeks, unit }, words);
  },
  'minimum-age': ({ years }, words) => m.rule_minimum_age({ years }, words),
  citizenship: ({ anyOf }, words) => m.rule_citizenship({ countries: countryWords(anyOf, words) }, words),
  residence: ({ ags }, words) => m.rule_residence({ ags: listed(ags, 'disjunction', words.locale) }, words),
  dues: ({ exemptCounts, graceMonths }, words) => {
    const months = graceMonths;
    if (months > 0) return (exemptCounts ? m.rule_dues_grace : m.rule_dues_paid_grace)({ months }, words);
    return (exemptCounts ? m.rule_dues : m.rule_dues_paid)({}, words);
  },
  office: ({ offices, unitPath }, words) =>
    m.rule_office(
      {
        unit: unitWord(unitPath, words),
        offices: listed(
          offices.map((kind) => officeWord(kind, words)),
          'disjunction',
          words.locale,
        ),
      },
      words,
    ),
  'not-suspended': (_, words) => m.rule_not_suspended({}, words),
};

function conditionClause(condition: Condition, words: SentenceWords): string {
  const clause = clauses[condition.kind] as Clauses[Condition['kind']] as (
    given: Condition,
    words: SentenceWords,
  ) => string;
  return clause(condition, words);
}
