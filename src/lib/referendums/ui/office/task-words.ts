import { m } from '#lib/i18n/paraglide/messages.js';
import type { TaskCode, TaskOf } from '../../task.ts';

const WORDS: Readonly<Record<TaskCode, () => string>> = {
  'name-trustees': m.ref_task_name_trustees,
  'open-inspection': m.ref_task_open_inspection,
  'settle-roll': m.ref_task_settle_roll,
  'await-roll-objections': m.ref_task_await_roll_objections,
  'seal-roll': m.ref_task_seal_roll,
  'hold-ceremony': m.ref_task_hold_ceremony,
  'approve-opening': m.ref_task_approve_opening,
  'await-opening': m.ref_task_await_opening,
  'await-closing': m.ref_task_await_closing,
  'decide-objections': m.ref_task_decide_objections,
  'await-objections-end': m.ref_task_await_objections_end,
  decrypt: m.ref_task_decrypt,
  'confirm-result': m.ref_task_confirm_result,
};

const BY: Readonly<Record<TaskOf, () => string>> = {
  secretary: m.ref_by_secretary,
  committee: m.ref_by_committee,
  trustees: m.ref_by_trustees,
  clock: m.ref_by_clock,
};

export function taskWords(code: TaskCode): string {
  return WORDS[code]();
}

export function taskOwner(of: TaskOf): string {
  return BY[of]();
}
