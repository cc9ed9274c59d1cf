import { z } from 'zod';
import { momentOfLocal } from '../platform/local-moment.ts';
import { documentLink, referendumText, referendumUuid } from './referendum.ts';

/** Rule sets that the statute knows; each becomes a rule for the unit when it is chosen. */
export const RULE_PRESETS = ['members', 'branch', 'delegates'] as const;
export type RulePreset = (typeof RULE_PRESETS)[number];

export const draftBeginning = z.object({
  unitId: z.uuid('unit-missing'),
  title: referendumText.shape.title,
  preset: z.enum(RULE_PRESETS, 'field-missing'),
});

const LINK_LINES = 10;

/** The form's links `link.0.title`, `link.0.href` …; empty pairs are left out. */
export const argumentsForm = z.record(z.string(), z.unknown()).transform((values, context) => {
  const links: z.output<typeof documentLink>[] = [];
  for (let i = 0; i < LINK_LINES; i++) {
    const title = String(values[`link.${i}.title`] ?? '').trim();
    const href = String(values[`link.${i}.href`] ?? '').trim();
    if (title === '' && href === '') continue;
    const parsed = documentLink.safeParse({ title, href });
    if (parsed.success) links.push(parsed.data);
    else
      for (const { path, message } of parsed.error.issues)
        context.addIssue({ code: 'custom', path: [`link.${i}.${String(path[0])}`], message });
  }
  const texts = argumentTexts.safeParse(values);
  if (!texts.success) {
    for (const { path, message } of texts.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }
  return { uuid: String(values.uuid), ...texts.data, links };
});

const argumentTexts = referendumText.pick({ title: true, explanation: true, pro: true, contra: true });

export const electorateForm = z.object({
  uuid: referendumUuid,
  preset: z.enum(RULE_PRESETS, 'field-missing'),
  cutOff: z.iso.date('moment-not-valid'),
  /** Fewer on the roll or in the box are not counted; never below 3. */
  minimumBallots: z.coerce.number('field-not-understood').int().min(3, 'minimum-too-small').max(1000),
});

/** Wall clock time in Germany as the browser's field gives it. */
const localMoment = z.string().transform((text, context) => {
  const moment = momentOfLocal(text);
  if (moment) return moment;
  context.addIssue({ code: 'custom', message: 'moment-not-valid' });
  return z.NEVER;
});

export const timesForm = z
  .object({
    uuid: referendumUuid,
    rollObjectionUntil: localMoment,
    opensAt: localMoment,
    closesAt: localMoment,
    objectionHours: z.coerce.number('field-not-understood').int('field-not-understood').min(0).max(720),
  })
  .refine((d) => d.opensAt < d.closesAt, { error: 'closes-before-opening', path: ['closesAt'] })
  .refine((d) => d.rollObjectionUntil <= d.opensAt, {
    error: 'objections-after-opening',
    path: ['rollObjectionUntil'],
  });

export const trusteeAddition = z.object({
  uuid: referendumUuid,
  personId: z.uuid('person-unknown'),
  body: z.string().trim().min(2, 'body-missing').max(120, 'field-too-long'),
});

export const trusteeRemoval = z.object({
  uuid: referendumUuid,
  index: z.coerce.number().int().min(1).max(15),
});

export const thresholdChoice = z.object({
  uuid: referendumUuid,
  threshold: z.coerce.number('field-not-understood').int().min(2, 'threshold-too-small').max(15),
});
