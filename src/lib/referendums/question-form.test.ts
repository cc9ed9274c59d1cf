import { describe, expect, it } from 'vitest';
import { fieldCodes } from '#lib/platform/form-values.ts';
import { changeQuestions, emptyQuestion, readQuestions } from './loose-question.ts';
import { questionsForm } from './question-form.ts';

const whole = {
  uuid: 'u',
  'q.0.text': 'Soll es so sein?',
  'q.0.kind': 'decision',
  'q.0.answer.0': 'Ja',
  'q.0.answer.1': 'Nein',
  'q.0.min': '1',
  'q.0.max': '1',
  'q.0.blank': 'on',
};
const codes = (values: Record<string, unknown>) => {
  const parsed = questionsForm.safeParse(values);
  return parsed.success ? null : fieldCodes(parsed.error);
};

describe('the form for questions', () => {
  it('is read as questions', () => {
    const parsed = questionsForm.parse(whole);
    expect(parsed.questions).toHaveLength(1);
    expect(parsed.questions[0]).toMatchObject({
      kind: 'decision',
      answers: ['Ja', 'Nein'],
      min: 1,
      blank: true,
    });
  });

  it('says beside which field something is missing', () => {
    expect(codes({ ...whole, 'q.0.text': ' ' })).toEqual({ 'q.0.text': 'field-missing' });
    expect(codes({ ...whole, 'q.0.answer.1': '' })).toEqual({ 'q.0.answer.1': 'field-missing' });
    expect(codes({ ...whole, 'q.0.answer.1': 'Ja' })).toEqual({ 'q.0.answer.0': 'answers-repeat' });
    expect(codes({ ...whole, 'q.0.max': '2' })).toEqual({ 'q.0.max': 'decision-takes-one' });
    expect(codes({ ...whole, 'q.0.kind': 'choice', 'q.0.max': '3' })).toEqual({
      'q.0.max': 'min-max-not-valid',
    });
    expect(codes({ ...whole, 'q.0.min': '' })).toEqual({ 'q.0.min': 'field-not-understood' });
    expect(codes({ uuid: 'u' })).toEqual({ form: 'questions-missing' });
  });

  it('reads no more questions and answers than there may be', () => {
    const many: Record<string, string> = {};
    for (let i = 0; i < 20; i++) many[`q.${i}.text`] = 'x';
    for (let k = 0; k < 60; k++) many[`q.0.answer.${k}`] = 'a';
    const read = readQuestions(many);
    expect(read).toHaveLength(8);
    expect(read[0]?.answers).toHaveLength(30);
  });

  it('moves answers up and down within their question', () => {
    const start = [emptyQuestion(['a', 'b', 'c'])];
    expect(changeQuestions(start, 'up:0:2')[0]?.answers).toEqual(['a', 'c', 'b']);
    expect(changeQuestions(start, 'down:0:0')[0]?.answers).toEqual(['b', 'a', 'c']);
    expect(changeQuestions(start, 'up:0:0')).toEqual(start);
    expect(changeQuestions(start, 'down:0:2')).toEqual(start);
    expect(changeQuestions(start, 'up:7:2')).toEqual(start);
    expect(changeQuestions(start, 'drop table')).toEqual(start);
  });

  it('keeps at least one question and two answers', () => {
    const start = [emptyQuestion(['a', 'b'])];
    expect(changeQuestions(start, 'remove-question:0')).toEqual(start);
    expect(changeQuestions(start, 'remove-answer:0:1')).toEqual(start);
    expect(changeQuestions(start, 'add-answer:0')[0]?.answers).toEqual(['a', 'b', '']);
    expect(changeQuestions(start, 'add-question')).toHaveLength(2);
  });
});
