import type { Finding } from './finding.ts';
import type { Place, QuotaCase } from './quota-case.ts';
import type { Group, QuotaRule } from './quota-rule.ts';
import { type Reserved, reservedPlaces } from './reserved.ts';
import { mayStand } from './turns.ts';

/** How a group stands against its share. */
export interface ShareStanding extends Reserved {
  readonly held: number;
  /** The most places that others may hold; what is reserved and not held stays vacant. */
  readonly mostOthers: number;
  /** Places held by others, without those filled for a recorded reason. */
  readonly others: number;
}

export interface ShareAnswer {
  readonly standings: readonly ShareStanding[];
  /** Certain, all of them, where no answers of the unasked could keep all shares and turns together. */
  readonly findings: readonly Finding[];
}

/** `excused` are places filled for a recorded reason: for a share they count as vacant. */
export function answerOnShares(rule: QuotaRule, given: QuotaCase, excused: ReadonlySet<number>): ShareAnswer {
  const held = given.places.flatMap((by, index): Held[] =>
    by === 'vacant' || excused.has(index + 1) ? [] : [{ by, place: index + 1 }],
  );
  const standings = reservedPlaces(rule, given.places.length).map((reserved): ShareStanding => {
    const others = held.filter(({ by }) => by !== 'unasked' && by !== reserved.group).length;
    const own = given.places.filter((by) => by === reserved.group).length;
    return { ...reserved, held: own, mostOthers: given.places.length - reserved.places, others };
  });
  const unasked = held.filter(({ by }) => by === 'unasked');
  const canBeKept = canSupply(
    missingOf(standings, unasked.length),
    (group) =>
      unasked.filter(({ place }) => group.some((one) => mayStand(rule, given, place).includes(one))).length,
  );
  const findings = standings.flatMap((standing) => findingsOn(standing, held));
  const isHopeless = !canBeKept && findings.every(({ isCertain }) => !isCertain);
  return {
    standings,
    findings: isHopeless ? findings.map((one) => ({ ...one, isCertain: true })) : findings,
  };
}

interface Held {
  readonly by: Exclude<Place, 'vacant'>;
  readonly place: number;
}

/** Others beyond their number, the last ones first to go; then those who may turn out to be others. */
function findingsOn({ group, article, mostOthers, others }: ShareStanding, held: readonly Held[]): Finding[] {
  const finding = { rule: 'share', group, article } as const;
  const known = held.filter(({ by }) => by !== 'unasked' && by !== group);
  const unasked = held.filter(({ by }) => by === 'unasked');
  const broken = known.slice(mostOthers).map(({ place }) => ({ ...finding, place, isCertain: true }));
  const isOpen = others + unasked.length > mostOthers;
  const open = isOpen ? unasked.map(({ place }) => ({ ...finding, place, isCertain: false })) : [];
  return [...broken, ...open];
}

type Missing = ReadonlyMap<Group, number>;

/** How many of the unasked must belong to each group, so that no others are too many. */
function missingOf(standings: readonly ShareStanding[], unasked: number): Missing {
  return new Map(
    standings.map(({ group, others, mostOthers }) => [group, Math.max(0, others + unasked - mostOthers)]),
  );
}

/** Hall's theorem: everyone can be placed if no set of groups needs more people than could belong to one of them. */
function canSupply(missing: Missing, candidates: (groups: readonly Group[]) => number): boolean {
  return subsetsOf([...missing.keys()]).every((groups) => {
    const needed = groups.reduce((sum, group) => sum + (missing.get(group) ?? 0), 0);
    return needed <= candidates(groups);
  });
}

function subsetsOf(groups: readonly Group[]): Group[][] {
  return groups.reduce<Group[][]>((all, group) => [...all, ...all.map((some) => [...some, group])], [[]]);
}
