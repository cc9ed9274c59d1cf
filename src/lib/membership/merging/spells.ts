import type { EndReason } from '../membership.ts';

/** A membership as far as joining two histories asks; `endedOn` is the first day on which it no longer ran. */
export interface Spell {
  readonly id: string;
  readonly joinedOn: string;
  readonly endedOn: string | null;
  readonly endReason: string | null;
}

export interface KeptSpell {
  readonly id: string;
  /** It ends here, where a membership of the other entry begins; null: it stays as it is. */
  readonly cutOn: string | null;
}

export type JoinedSpells =
  | { readonly is: 'joined'; readonly kept: readonly KeptSpell[]; readonly struck: readonly string[] }
  | { readonly is: 'refused'; readonly code: 'merge-memberships-in-between' | 'merge-over-expulsion' };

/** Whoever was expelled stays so: another entry of the same human does not make it undone. */
const STANDS: ReadonlySet<string> = new Set<EndReason>(['expelled', 'died']);
const FOR_EVER = '9999-99-99';

interface Piece {
  readonly from: string;
  readonly to: string;
}

/**
 * One history out of two, in which nobody belongs twice on one day. Where both speak of the same days, the `leading` one
 * is right: the other's membership is struck when the leading one covers all its days, and ends where the leading one
 * begins otherwise. No day of membership is lost by it. What would need a membership to begin later or to fall in two is
 * refused; then the other side can lead, or an officer puts the days right first.
 */
export function joinSpells(leading: readonly Spell[], other: readonly Spell[]): JoinedSpells {
  const kept: KeptSpell[] = leading.map(({ id }) => ({ id, cutOn: null }));
  const struck: string[] = [];
  for (const spell of other) {
    const [first, ...more] = restOf(spell, leading);
    const isWhole = first?.from === spell.joinedOn && first.to === (spell.endedOn ?? FOR_EVER);
    if (isWhole) {
      kept.push({ id: spell.id, cutOn: null });
      continue;
    }
    if (STANDS.has(spell.endReason ?? '')) return { is: 'refused', code: 'merge-over-expulsion' };
    if (first && (more.length > 0 || first.from !== spell.joinedOn)) {
      return { is: 'refused', code: 'merge-memberships-in-between' };
    }
    if (first) kept.push({ id: spell.id, cutOn: first.to });
    else struck.push(spell.id);
  }
  return { is: 'joined', kept, struck };
}

/** What is left of the days of a membership without those of others. One of no days at all is left as it is. */
function restOf(spell: Spell, others: readonly Spell[]): Piece[] {
  const whole = pieceOf(spell);
  if (whole.from >= whole.to) return [whole];
  return others.map(pieceOf).reduce((rest, taken) => rest.flatMap((one) => without(one, taken)), [whole]);
}

const pieceOf = ({ joinedOn, endedOn }: Spell): Piece => ({ from: joinedOn, to: endedOn ?? FOR_EVER });

function without(one: Piece, taken: Piece): Piece[] {
  if (taken.from >= taken.to || taken.from >= one.to || taken.to <= one.from) return [one];
  const before = { from: one.from, to: taken.from };
  const after = { from: taken.to, to: one.to };
  return [before, after].filter((piece) => piece.from < piece.to);
}
