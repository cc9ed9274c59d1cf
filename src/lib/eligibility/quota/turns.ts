import { type Gender, GENDERS } from '#lib/membership/person.ts';
import type { Finding } from './finding.ts';
import type { QuotaCase } from './quota-case.ts';
import type { Group, QuotaRule } from './quota-rule.ts';

/** For whom a place (from 1) is kept by its turn; null where it is open, and in a body, which has no order. */
export function turnOf(rule: QuotaRule, { kind, firstTurn }: QuotaCase, place: number): Group | null {
  if (!rule.turns || kind !== 'list') return null;
  const { cycle } = rule.turns;
  const turn = cycle[(firstTurn + place - 1) % cycle.length] ?? 'open';
  return turn === 'open' ? null : turn;
}

/** Who may stand on a place, as far as turns go. */
export function mayStand(rule: QuotaRule, given: QuotaCase, place: number): readonly Gender[] {
  const turn = turnOf(rule, given, place);
  if (!turn) return GENDERS;
  return GENDERS.filter((gender) => gender === turn || rule.turns?.anywhere.includes(gender));
}

/** Places held out of turn. Those filled for a recorded reason are not looked at (`excused`), vacant ones break nothing. */
export function findingsOnTurns(
  rule: QuotaRule,
  given: QuotaCase,
  excused: ReadonlySet<number>,
): readonly Finding[] {
  return given.places.flatMap((held, index): Finding[] => {
    const place = index + 1;
    const group = turnOf(rule, given, place);
    if (!group || !rule.turns || held === 'vacant' || excused.has(place)) return [];
    const allowed = mayStand(rule, given, place);
    const finding = { place, rule: 'turn', group, article: rule.turns.article } as const;
    if (held === 'unasked') return allowed.length < GENDERS.length ? [{ ...finding, isCertain: false }] : [];
    return allowed.includes(held) ? [] : [{ ...finding, isCertain: true }];
  });
}
