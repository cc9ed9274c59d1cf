import type { PersonFacts } from '#lib/membership/person-facts.ts';

type MembershipFact = PersonFacts['memberships'][number];

/** Memberships that follow each other without a day between. */
export interface Spell {
  readonly from: string;
  /** The first day on which it no longer holds; null: no end. */
  readonly to: string | null;
  readonly memberships: readonly MembershipFact[];
}

/** The spell in the subtree below `unitPath` that holds on this day; moving inside the subtree does not break it. */
export function spellOn(facts: PersonFacts, unitPath: string, on: string): Spell | null {
  const inside = facts.memberships
    .filter((one) => one.unitPath.startsWith(unitPath) && one.joinedOn <= on)
    .sort((a, b) => (a.joinedOn < b.joinedOn ? -1 : 1));
  let spell: Spell | null = null;
  for (const one of inside) spell = spell && touches(spell, one) ? joined(spell, one) : begun(one);
  return spell && (spell.to === null || on < spell.to) ? spell : null;
}

function begun(one: MembershipFact): Spell {
  return { from: one.joinedOn, to: one.endedOn, memberships: [one] };
}

function touches(spell: Spell, next: MembershipFact): boolean {
  return spell.to === null || next.joinedOn <= spell.to;
}

function joined(spell: Spell, next: MembershipFact): Spell {
  const to = spell.to === null || next.endedOn === null ? null : later(spell.to, next.endedOn);
  return { from: spell.from, to, memberships: [...spell.memberships, next] };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
