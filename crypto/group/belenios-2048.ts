import type { Commitment, Element, Group } from './group.ts';
import { Refused } from '../refusal.ts';
import { parsedScalar, reduced } from './scalar.ts';

/** Numbers of the group, from the Belenios specification (chapter on BELENIOS-2048). */
const p =
  20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n;
const q = 78571733251071885079927659812671450121821421258408794611510081919805623223441n;
const g =
  2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627n;

const element = (x: bigint) => x as unknown as Element;
const value = (x: Element) => {
  if (typeof x !== 'bigint') throw new TypeError('element of another group or engine');
  return x as bigint;
};

function powerMod(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = (b * b) % p) if (e & 1n) result = (result * b) % p;
  return result;
}

export const belenios2048: Group = {
  name: 'BELENIOS-2048',
  order: q,
  generator: element(g),
  neutral: element(1n),
  scalar: (x) => reduced(x, q),
  parseScalar: (text) => parsedScalar(text, q),
  parse: (text) => {
    if (!/^[1-9][0-9]{0,616}$/.test(text)) throw new Refused('element-not-canonical', text.slice(0, 100));
    const x = BigInt(text);
    if (x >= p) throw new Refused('element-not-canonical', text);
    if (powerMod(x, q) !== 1n) throw new Refused('element-outside-subgroup', text);
    return element(x);
  },
  format: (x) => value(x).toString(),
  formatAll: (xs) => xs.map((x) => value(x).toString()),
  isEqual: (x, y) => value(x) === value(y),
  isNeutral: (x) => value(x) === 1n,
  product: (...xs) => element(xs.reduce((m, x) => (m * value(x)) % p, 1n)),
  quotient: (x, y) => element((value(x) * powerMod(value(y), q - 1n)) % p),
  power: (x, s) => element(powerMod(value(x), s)),
  powerSecret: (x, s) => element(powerMod(value(x), s)),
  prepare: (x) => x,
  commit: (commitments) => commitments.map((c) => commitment(c).toString()),
};

function commitment({ fixed, response, base, challenge, claimed = 0 }: Commitment): bigint {
  const shift = powerMod(g, reduced(-BigInt(claimed) * challenge, q));
  return (powerMod(value(fixed), response) * ((powerMod(value(base), challenge) * shift) % p)) % p;
}
