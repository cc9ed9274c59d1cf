import { describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { itWithVectors, vectorText } from '../testing/vectors.ts';
import { composeElectorate, parseElectorate, refuseOutsiders } from './electorate.ts';

const image = (n: bigint, one = group) => one.format(one.power(one.generator, one.scalar(n)));
const [a, b, c] = [1n, 2n, 3n].map((n) => image(n)) as [string, string, string];
const list = (...entries: string[]) => JSON.stringify(entries);

describe('the list of credentials', () => {
  it('gives each its weight, in the order of the list', () => {
    const electorate = parseElectorate(group, list(b, `${a},3`, `${c},2000000000`));
    expect([...electorate]).toEqual([
      [b, 1n],
      [a, 3n],
      [c, 2000000000n],
    ]);
    expect(parseElectorate(group, '[]').size).toBe(0);
  });

  it.each<[string, string]>([
    ['credential-twice', list(a, b, a)],
    ['credential-twice', list(a, `${a},2`)],
    ['credential-neutral', list(a, group.format(group.neutral))],
    ['credential-malformed', list(`${a},`)],
    ['credential-malformed', list(`${a},01`)],
    ['credential-malformed', list(`${a},-1`)],
    ['credential-malformed', list(`${a},1.5`)],
    ['credential-malformed', list(`${a},1,alice`)],
    ['credential-malformed', list(`${a},,alice`)],
    ['credential-malformed', list(b.toUpperCase())],
    ['credential-malformed', list('')],
    ['credentials-not-canonical', `[ "${a}"]`],
    ['json-unexpected-type', '[1]'],
    ['json-unexpected-type', `{"a":"${a}"}`],
    ['json-too-deep', '[["x"]]'],
    ['json-malformed', `"${a}`],
  ])('is refused with %s: case %#', (code, text) => {
    expect(refusalOf(() => parseElectorate(group, text))).toBe(code);
  });

  it('[C-09] holds elements of the group only, each asked for itself', () => {
    expect(() => refuseOutsiders(group, [a, b, c])).not.toThrow();
    expect(refusalOf(() => refuseOutsiders(group, [a, '0'.repeat(64)]))).toBe('element-outside-subgroup');
    expect(refusalOf(() => refuseOutsiders(group, ['1'.repeat(63)]))).toBe('element-not-canonical');
  });

  itWithVectors('is written in the order of the stock tool', () => {
    const stock = vectorText('elections/09-ed25519-single-blank/public_creds_with_ids.json');
    const pubs = (JSON.parse(stock) as string[]).map((entry) => entry.split(',')[0]!);
    expect(JSON.parse(composeElectorate(group, [...pubs].reverse()))).toEqual(pubs);
    const older = vectorText('elections/01-b2048-single-blank/public_creds_with_ids.json');
    const numbers = (JSON.parse(older) as string[]).map((entry) => entry.split(',')[0]!);
    expect(JSON.parse(composeElectorate(belenios2048, [...numbers].sort()))).toEqual(numbers);
  });
});
