import { m } from '#lib/i18n/paraglide/messages.js';

/** The steps of the wizard after a draft exists, in their order. */
export const DRAFT_STEPS = ['question', 'arguments', 'electorate', 'times', 'trustees', 'summary'] as const;
export type DraftStep = (typeof DRAFT_STEPS)[number];

const WORDS: Readonly<Record<DraftStep, () => string>> = {
  question: m.ref_step_question,
  arguments: m.ref_step_arguments,
  electorate: m.ref_step_electorate,
  times: m.ref_step_times,
  trustees: m.ref_step_trustees,
  summary: m.ref_step_summary,
};

export function isDraftStep(text: string): text is DraftStep {
  return DRAFT_STEPS.some((step) => step === text);
}

export function stepHref(uuid: string, step: DraftStep): string {
  return `/office/referendums/${uuid}/draft/${step}`;
}

/** For the Stepper: a draft may be gone through in any order. */
export function draftSteps(uuid: string): { label: string; href: string }[] {
  return DRAFT_STEPS.map((step) => ({ label: WORDS[step](), href: stepHref(uuid, step) }));
}

export function stepTitle(step: DraftStep): string {
  return WORDS[step]();
}

/** Where saving leads to. */
export function stepAfter(step: DraftStep): DraftStep {
  return DRAFT_STEPS[Math.min(DRAFT_STEPS.indexOf(step) + 1, DRAFT_STEPS.length - 1)] as DraftStep;
}
