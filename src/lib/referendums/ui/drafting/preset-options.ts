import { m } from '#lib/i18n/paraglide/messages.js';
import type { Rule } from '#lib/eligibility/rule.ts';
import { conditionsOf } from '#lib/eligibility/rule.ts';
import type { RulePreset } from '../../draft-forms.ts';

/** The rule sets one may choose from; a branch rule makes sense below the whole party only. */
export function presetOptions(isWhole: boolean): { value: RulePreset; label: string; hint: string }[] {
  return [
    { value: 'members', label: m.ref_preset_members(), hint: m.ref_preset_members_hint() },
    ...(isWhole
      ? []
      : [{ value: 'branch' as const, label: m.ref_preset_branch(), hint: m.ref_preset_branch_hint() }]),
    { value: 'delegates', label: m.ref_preset_delegates(), hint: m.ref_preset_delegates_hint() },
  ];
}

/** Which rule set a stored rule came from. */
export function presetOf(rule: Rule): RulePreset {
  const kinds = conditionsOf(rule).map((condition) => condition.kind);
  if (kinds.includes('office')) return 'delegates';
  return kinds.includes('member-since') ? 'branch' : 'members';
}
