import { m } from '#lib/i18n/paraglide/messages.js';
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
