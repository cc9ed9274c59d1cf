import { describe, expect, it } from 'vitest';
import {
  approvalTrouble,
  effectiveAt,
  proposeAddressChangeShape,
  stateOfAddressChange,
  type AddressChange,
} from './address-change.ts';

const NOW = new Date('2026-05-03T10:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

const proposed: AddressChange = {
  personId: 'member',
  proposedBy: 'first',
  approvedBy: null,
  effectiveAt: null,
  appliedAt: null,
  stoppedAt: null,
};
const approved: AddressChange = { ...proposed, approvedBy: 'second', effectiveAt: effectiveAt(NOW) };

describe('the change of a frozen address', () => {
  it.each([
    [proposed, 0, 'proposed'],
    [proposed, 1000 * HOUR, 'proposed'],
    [approved, 0, 'waiting'],
    [approved, 72 * HOUR - 1, 'waiting'],
    [approved, 72 * HOUR, 'due'],
    [{ ...approved, appliedAt: NOW }, 100 * HOUR, 'applied'],
    [{ ...approved, stoppedAt: NOW }, 100 * HOUR, 'stopped'],
    [{ ...proposed, stoppedAt: NOW }, 0, 'stopped'],
  ] as const)('is, case %#, after %i ms: %s', (change, ms, state) => {
    expect(stateOfAddressChange(change, later(ms))).toBe(state);
  });

  it('takes a second officer', () => {
    expect(approvalTrouble(proposed, 'second', NOW)).toBeNull();
  });

  it.each([
    [proposed, 'first', 'second-officer-needed'],
    [proposed, 'member', 'own-address'],
    [approved, 'third', 'address-change-decided'],
    [approved, 'first', 'address-change-decided'],
    [{ ...proposed, stoppedAt: NOW }, 'second', 'address-change-decided'],
  ] as const)('refuses case %#: %s', (change, officer, code) => {
    expect(approvalTrouble(change, officer, NOW)).toBe(code);
  });

  it('[W-18] asks for an address and a reason and takes nothing else', () => {
    const given = { personId: crypto.randomUUID(), email: 'neu@example.org', reason: 'Ist umgezogen.' };
    const parsed = proposeAddressChangeShape.parse({ ...given, approvedBy: 'me', appliedAt: 'now' });
    expect(parsed).toEqual(given);
    expect(proposeAddressChangeShape.safeParse({ ...given, reason: 'weil' }).success).toBe(false);
  });
});
