import { describe, expect, it } from 'vitest';
import { anonymous, system, type PersonActor } from '#lib/platform/actor.ts';
import { mayChangeAddressOf, mayEditHouseTexts } from './powers.ts';

function officer(power: string, unitPath: string, secondFactor = true): PersonActor {
  const held = [{ power, unitPath, officeId: 'o' }];
  const nothing = { sessionHash: null, memberOf: [], signedInAt: new Date() };
  return { kind: 'person', personId: 'me', accountId: 'a', ...nothing, powers: held, secondFactor };
}

const member = { personId: 'member', paths: ['/1/11/111/'] };

describe('the address of a member', () => {
  it('is changed by who keeps the entry', () => {
    expect(mayChangeAddressOf(officer('members.write', '/1/11/'), member)).toBe(true);
    expect(mayChangeAddressOf(officer('members.write', '/1/11/111/'), member)).toBe(true);
  });

  it.each([
    ['another unit', officer('members.write', '/1/12/'), member],
    ['a unit below', officer('members.write', '/1/11/111/1111/'), member],
    ['another power', officer('members.read', '/1/'), member],
    ['no second factor', officer('members.write', '/1/', false), member],
    ['nobody', anonymous, member],
    ['oneself', officer('members.write', '/1/'), { personId: 'me', paths: ['/1/11/'] }],
    ['somebody of no unit', officer('members.write', '/1/'), { personId: 'member', paths: [] }],
  ] as const)('is not changed by or for %s', (_why, actor, person) => {
    expect(mayChangeAddressOf(actor, person)).toBe(false);
  });
});

describe('imprint and privacy notice', () => {
  it('are written by the board of the whole party', () => {
    expect(mayEditHouseTexts(officer('offices.write', '/1/'))).toBe(true);
    expect(mayEditHouseTexts(system('set-up'))).toBe(true);
  });

  it.each([
    officer('offices.write', '/1/11/'),
    officer('members.write', '/1/'),
    officer('offices.write', '/1/', false),
    anonymous,
  ])('are not written by anybody else (%#)', (actor) => {
    expect(mayEditHouseTexts(actor)).toBe(false);
  });
});
