import { describe, expect, it } from 'vitest';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { answersAbove } from './objection.ts';

const holding = (power: string, unitPath: string, secondFactor = true): PersonActor => ({
  ...{ kind: 'person', personId: 'p', accountId: 'a', sessionHash: null, memberOf: [], secondFactor },
  ...{ powers: [{ power, unitPath, officeId: 'o' }], signedInAt: new Date() },
});

describe('who may object to an admission', () => {
  it('is the board of a branch above', () => {
    expect(answersAbove(holding('transfers.answer', '/1/11/'), '/1/11/111/')).toBe(true);
    expect(answersAbove(holding('transfers.answer', '/1/'), '/1/11/111/')).toBe(true);
  });

  it.each([
    ['the board that admitted', holding('transfers.answer', '/1/11/111/')],
    ['a sibling', holding('transfers.answer', '/1/11/112/')],
    ['a branch below', holding('transfers.answer', '/1/11/111/1111/')],
    ['somebody above with another power', holding('members.read', '/1/11/')],
    ['somebody above without a second factor', holding('transfers.answer', '/1/11/', false)],
    ['a stranger', anonymous],
  ])('is not %s', (_, actor) => {
    expect(answersAbove(actor, '/1/11/111/')).toBe(false);
  });
});
