import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/election.ts';
import { belenios2048 as group } from './belenios-2048.ts';

const g = BigInt(group.format(group.generator));
const p =
  20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n;
const refusal = (text: string) => refusalOf(() => group.parse(text));

describe('reading elements of BELENIOS-2048', () => {
  it('takes members in decimal form, 1 among them', () => {
    expect(group.isEqual(group.parse(g.toString()), group.generator)).toBe(true);
    expect(group.isNeutral(group.parse('1'))).toBe(true);
    expect(group.format(group.parse(`${(g * g) % p}`))).toBe(`${(g * g) % p}`);
  });

  it.each([
    '',
    '0',
    '01',
    '-1',
    '+1',
    ' 1',
    '1\n',
    '0x2',
    'abc',
    `0${g}`,
    `${g + p}`,
    `${p}`,
    `${p + 1n}`,
    '9'.repeat(618),
  ])('[R-23] refuses %s: not canonical', (text) => expect(refusal(text)).toBe('element-not-canonical'));

  it.each(['2', `${p - 1n}`, `${p - g}`, `${p - 2n}`])(
    '[R-23] refuses %s: outside of the subgroup',
    (text) => {
      expect(refusal(text)).toBe('element-outside-subgroup');
    },
  );
});
