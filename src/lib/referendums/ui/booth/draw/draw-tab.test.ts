import { describe, expect, it } from 'vitest';
import { forgetBlinded, keptBlinded, newDrawState, takeBlinded } from './draw-tab.ts';
import { TabStorage } from '../../../../../../tests/support/browser/tab-storage.ts';
import { blindedFragment, blindedOf, drawFragment, intentOf, signedFragment } from '../intent.ts';

const UUID = '1234567891234567891234';

describe('the way between app and booth', () => {
  const blinded = 'A'.repeat(512);
  it('takes a blinded message with the state that this tab gave, once', () => {
    const tab = new TabStorage();
    const state = newDrawState(tab, UUID);
    expect(intentOf(drawFragment(UUID, state))).toEqual({ kind: 'draw', uuid: UUID, state });
    const back = blindedOf(blindedFragment(state, blinded))!;
    expect(takeBlinded(tab, UUID, back)).toBe(true);
    expect(keptBlinded(tab, UUID)).toBe(blinded);
    expect(takeBlinded(tab, UUID, back)).toBe(false);
    forgetBlinded(tab, UUID);
    expect(keptBlinded(tab, UUID)).toBeNull();
  });
  it("refuses somebody's link: another state, or none", () => {
    const tab = new TabStorage();
    expect(takeBlinded(tab, UUID, { state: 'x'.repeat(22), blinded })).toBe(false);
    newDrawState(tab, UUID);
    expect(takeBlinded(tab, UUID, { state: 'x'.repeat(22), blinded })).toBe(false);
    expect(keptBlinded(tab, UUID)).toBeNull();
  });
  it('refuses fragments that are not of their form', () => {
    for (const bad of ['blinded.', `blinded.${'x'.repeat(22)}.${'A'.repeat(511)}`, `#blinded.0.${blinded}`]) {
      expect(blindedOf(bad)).toBeNull();
    }
    for (const bad of ['draw', `draw.${UUID}`, 'signed.x.y', `${signedFragment(UUID, 'AA')}`, '1.x.y.z']) {
      expect(intentOf(bad).kind).toBe('unreadable');
    }
    expect(intentOf('').kind).toBe('nothing');
    expect(intentOf(`#check.${UUID}`)).toEqual({ kind: 'check', uuid: UUID });
  });
});
