import { describe, expect, it } from 'vitest';
import { ENDS, STATES } from './state.ts';
import { type Progress, taskOf } from './task.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const times = {
  rollObjectionUntil: day(5),
  opensAt: day(10),
  closesAt: day(20),
  objectionsUntil: day(21),
  countingUntil: day(30),
};
const whole: Progress = {
  state: 'draft',
  trustees: 3,
  threshold: 2,
  roll: { unknown: 0, objectionsOpen: 0 },
  isFrozen: false,
  objectionsOpen: 0,
  times,
};
const codeAt = (change: Partial<Progress>, now = day(1)) => taskOf({ ...whole, ...change }, now)?.code;

describe('what has to happen next', () => {
  it('is to name trustees before anything is laid open', () => {
    expect(codeAt({ trustees: 1 })).toBe('name-trustees');
    expect(codeAt({ trustees: 2, threshold: 3 })).toBe('name-trustees');
    expect(codeAt({})).toBe('open-inspection');
  });

  it('is never to seal a roll with open questions or before the period for objections is over', () => {
    const state = 'inspection';
    expect(codeAt({ state })).toBe('await-roll-objections');
    expect(codeAt({ state }, day(6))).toBe('seal-roll');
    expect(codeAt({ state, roll: { unknown: 1, objectionsOpen: 0 } }, day(6))).toBe('settle-roll');
    expect(codeAt({ state, roll: { unknown: 0, objectionsOpen: 1 } }, day(6))).toBe('settle-roll');
  });

  it('is to approve the opening only once the keys are fixed', () => {
    expect(codeAt({ state: 'keys' })).toBe('hold-ceremony');
    expect(codeAt({ state: 'keys', isFrozen: true })).toBe('approve-opening');
  });

  it('is to decide objections before the count', () => {
    expect(codeAt({ state: 'objection', objectionsOpen: 2 })).toBe('decide-objections');
    expect(codeAt({ state: 'objection' })).toBe('await-objections-end');
  });

  it('is nothing once a referendum is over', () => {
    const over = STATES.filter((state) => ['confirmed', 'archived'].includes(state));
    for (const state of [...over, ...ENDS]) expect(codeAt({ state })).toBeUndefined();
  });

  it('is something in every other state', () => {
    for (const state of STATES.slice(0, STATES.indexOf('confirmed'))) expect(codeAt({ state })).toBeDefined();
  });
});
