import { pathsUpTo } from '#lib/membership/unit.ts';
import { type Rule, type RuleInput, ruleShape } from './rule.ts';

/** Numbers of the statute that the presets need; `server/presets.ts` reads those in force on the cut-off day. */
export interface PresetNumbers {
  readonly effectiveAfterWeeks: number;
  readonly transferAfterWeeks: number;
}

/**
 * Member referendum (§ 14 "The roll"): membership in full effect, rights not suspended. Dues do not matter.
 */
export function referendumRule(unitPath: string, numbers: PresetNumbers): Rule {
  return rule([
    { kind: 'member-in', unitPath, article: 'roll' },
    inEffect(unitPath, numbers),
    { kind: 'not-suspended', article: 'member-rights' },
  ]);
}

/**
 * Vote of a branch (§ 4 "Changing branch"): in addition, either living there or having changed there long enough ago.
 * @param ags official keys of the branch's territory
 */
export function branchVoteRule(
  unitPath: string,
  { ags, ...numbers }: PresetNumbers & { readonly ags: readonly string[] },
): Rule {
  const long: RuleInput = {
    kind: 'member-since',
    unitPath,
    weeks: numbers.transferAfterWeeks,
    article: 'transfer',
  };
  const resident: RuleInput = { kind: 'residence', ags: [...ags], article: 'transfer' };
  return rule([
    { kind: 'member-in', unitPath, article: 'roll' },
    inEffect(unitPath, numbers),
    ags.length > 0 ? { kind: 'any', of: [resident, long] } : long,
    { kind: 'not-suspended', article: 'member-rights' },
  ]);
}

/**
 * Nomination assembly (§ 9; § 21 BWahlG with § 12 BWahlG): members who may vote for the Bundestag in the constituency on
 * that day: German, of age, main residence there. Neither dues nor the branch matter.
 * Not checked: the three months of residence in Germany, exclusion from the vote by a court.
 */
export function nominationRule(unitPath: string, ags: readonly string[]): Rule {
  return rule([
    { kind: 'member-in', unitPath, article: 'nomination' },
    { kind: 'minimum-age', years: 18, article: 'nomination' },
    { kind: 'citizenship', anyOf: ['DE'], article: 'nomination' },
    { kind: 'residence', ags: [...ags], article: 'nomination' },
    { kind: 'not-suspended', article: 'member-rights' },
  ]);
}

/** Delegates to the congress vote there. */
export function delegatesRule(unitPath: string): Rule {
  return rule([
    { kind: 'office', offices: ['delegate'], unitPath, article: 'congress' },
    { kind: 'not-suspended', article: 'member-rights' },
  ]);
}

/** In effect in the party: moving from one branch to another does not begin the weeks again. */
function inEffect(unitPath: string, { effectiveAfterWeeks: weeks }: PresetNumbers): RuleInput {
  return { kind: 'full-rights', unitPath: pathsUpTo(unitPath)[0] ?? unitPath, weeks, article: 'joining' };
}

function rule(of: readonly RuleInput[]): Rule {
  return ruleShape.parse({ kind: 'all', of });
}
