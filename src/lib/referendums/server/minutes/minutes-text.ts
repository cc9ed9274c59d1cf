import { formatDate } from '#lib/i18n/dates.ts';
import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ResultView } from '../../member-view.ts';
import type { QuestionResult } from '../../result.ts';
import { shortFingerprint } from '../../ui/booth/fingerprint.ts';
import { outcomeWord, stepCitation, stepSentence } from '../../ui/result/working-words.ts';
import type { MinutesSource } from './minutes-of.ts';

/** A piece of the minutes with the tag that a screen reader knows it by. */
export interface MinutesPiece {
  readonly tag: 'H1' | 'H2' | 'H3' | 'P';
  readonly text: string;
}

const p = (text: string): MinutesPiece => ({ tag: 'P', text });
const h2 = (text: string): MinutesPiece => ({ tag: 'H2', text });

/** The minutes as a list of headings and sentences, in the reader's language. */
export function minutesText(source: MinutesSource): readonly MinutesPiece[] {
  const { frame, party } = source;
  const result = frame.result as ResultView;
  return [
    { tag: 'H1', text: m.ref_minutes_title({ title: frame.asked.title }) },
    p(m.ref_minutes_head({ party, unit: frame.unit.name, uuid: frame.uuid })),
    h2(m.ref_minutes_course()),
    ...course(source, result).map(p),
    h2(m.ref_result()),
    ...result.questions.flatMap((question) => questionPieces(question, source)),
    h2(m.ref_minutes_decision()),
    ...decision(result).map(p),
    h2(m.ref_minutes_check()),
    p(m.ref_minutes_how()),
  ];
}

function course({ frame, recordSize }: MinutesSource, result: ResultView): string[] {
  const { times, threshold, trustees, fingerprint } = frame;
  return [
    m.ref_minutes_times({
      opens: formatDate(times.opensAt, 'moment'),
      closes: formatDate(times.closesAt, 'moment'),
      cutOff: formatDate(frame.cutOff, 'date'),
    }),
    m.ref_minutes_numbers({
      entitled: formatNumber(result.entitled),
      draws: formatNumber(result.draws),
      ballots: formatNumber(result.ballots),
    }),
    m.ref_minutes_trustees({
      threshold,
      names: trustees.map((one) => `${one.name} (${one.body})`).join(', '),
      acting: trustees
        .filter((one) => one.factors === 'right')
        .map((one) => one.name)
        .join(', '),
    }),
    m.ref_minutes_record({
      size: formatNumber(recordSize),
      fingerprint: shortFingerprint(fingerprint ?? ''),
    }),
  ];
}

function questionPieces(result: QuestionResult, { frame }: MinutesSource): MinutesPiece[] {
  const counts = [
    ...result.answers.map(({ answer, count }) => `${answer}: ${formatNumber(count)}`),
    ...(result.blank === null ? [] : [`${m.ref_blank()}: ${formatNumber(result.blank)}`]),
    ...(result.invalid === null ? [] : [`${m.ref_invalid()}: ${formatNumber(result.invalid)}`]),
  ];
  const working = (result.decision?.working ?? []).map((step) => {
    const citation = stepCitation(step, frame.decision, frame.citations);
    return citation ? `${stepSentence(step)} (${citation.number} ${m.ref_statute()})` : stepSentence(step);
  });
  return [
    { tag: 'H3', text: result.question.text },
    ...counts.map(p),
    ...working.map(p),
    ...(result.decision ? [p(outcomeWord(result.decision.outcome))] : []),
  ];
}

function decision({ confirmation }: ResultView): string[] {
  if (!confirmation) return [m.ref_result_unconfirmed()];
  const names = confirmation.by.join(', ');
  const words = confirmation.isConfirmed ? m.ref_result_confirmed : m.ref_result_refused;
  return [words({ names }), confirmation.reason];
}
