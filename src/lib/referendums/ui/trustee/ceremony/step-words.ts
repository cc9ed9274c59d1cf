import { m } from '#lib/i18n/paraglide/messages.js';

const NAMES = [
  m.trustees_step_1,
  m.trustees_step_2,
  m.trustees_step_3,
  m.trustees_step_4,
  m.trustees_step_5,
  m.trustees_step_6,
  m.trustees_step_7,
  m.trustees_step_8,
] as const;
const WHYS = [
  m.trustees_step_why_1,
  m.trustees_step_why_2,
  m.trustees_step_why_3,
  m.trustees_step_why_4,
  m.trustees_step_why_5,
  m.trustees_step_why_6,
  m.trustees_step_why_7,
  m.trustees_step_why_8,
] as const;

/** The name of a step of the ceremony, from 1. */
export const stepName = (step: number): string => NAMES[step - 1]?.() ?? '';

/** What happens in it and why, in a sentence. */
export const stepWhy = (step: number): string => WHYS[step - 1]?.() ?? '';
