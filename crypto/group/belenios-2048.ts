import type { Commitment, Element, Group, Scalar } from './group.ts';
import { Refused } from '../refusal.ts';
import { parsedScalar, reduced } from './scalar.ts';

/** Numbers of the group, from the Belenios specification: p and q are prime, q divides p − 1, g has order q. */
const p =
  20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n;
const q = 78571733251071885079927659812671450121821421258408794611510081919805623223441n;
const g =
  2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627n;

const CANONICAL = /^[1-9][0-9]{0,616}$/;
const WINDOW = 5n;
const DIGITS = 52;

/** x^1 … x^31 for each of the 52 windows of an exponent, each window's x being the last one's to the 32nd. */
type Comb = readonly (readonly bigint[])[];

/** A member of the subgroup of order q of the integers modulo p. A prepared one gets its comb when it is first needed. */
class IntegerElement {
  readonly value: bigint;
  isPrepared = false;
  comb: Comb | undefined;

  constructor(value: bigint) {
    this.value = value;
  }
}

function element(value: bigint): Element {
  return new IntegerElement(value) as unknown as Element;
}

function inner(x: Element): IntegerElement {
  if (!(x instanceof IntegerElement)) throw new TypeError('an element of another group or engine');
  return x;
}

/**
 * The group BELENIOS-2048, in which the stock tools held elections from 1.x to 3.x: here to check them, in plain modular
 * arithmetic. Nothing in it is constant-time: do not vote with secrets in it where time can be watched.
 * Canonical form of an element: decimal, no sign, no leading zero, 0 < x < p.
 */
export const belenios2048: Group = /* @__PURE__ */ createBelenios2048();

function createBelenios2048(): Group {
  const generator = prepare(element(g));
  return {
    name: 'BELENIOS-2048',
    order: q,
    generator,
    neutral: element(1n),
    scalar: (x) => reduced(x, q),
    parseScalar: (text) => parsedScalar(text, q),
    parse,
    format: (x) => inner(x).value.toString(),
    formatAll: (xs) => xs.map((x) => inner(x).value.toString()),
    isEqual: (x, y) => inner(x).value === inner(y).value,
    isNeutral: (x) => inner(x).value === 1n,
    product: (...xs) => element(xs.reduce((product, x) => (product * inner(x).value) % p, 1n)),
    quotient: (x, y) => element((inner(x).value * power(inner(y), (q - 1n) as Scalar)) % p),
    power: (x, s) => element(power(inner(x), s)),
    powerSecret: (x, s) => element(power(inner(x), s)),
    prepare,
    commit: (commitments) => commitments.map((one) => commitment(inner(generator), one).toString()),
  };
}

function parse(text: string): Element {
  if (!CANONICAL.test(text)) throw new Refused('element-not-canonical', text.slice(0, 100));
  const x = element(BigInt(text));
  if (inner(x).value >= p) throw new Refused('element-not-canonical', text);
  if (power(inner(x), q) !== 1n) throw new Refused('element-outside-subgroup', text);
  return x;
}

function prepare(x: Element): Element {
  inner(x).isPrepared = true;
  return x;
}

/** fixed^response · base^challenge · g^(−claimed·challenge). */
function commitment(generator: IntegerElement, of: Commitment): bigint {
  const { fixed, response, base, challenge, claimed = 0 } = of;
  const moved = power(generator, reduced(-BigInt(claimed) * challenge, q));
  return (power(inner(fixed), response) * ((power(inner(base), challenge) * moved) % p)) % p;
}

/** x^s for any s < 2^260. */
function power(x: IntegerElement, s: bigint): bigint {
  const digits = Array.from({ length: DIGITS }, (_, i) => Number((s >> (WINDOW * BigInt(i))) & 31n));
  if (x.isPrepared) {
    const comb = (x.comb ??= createComb(x.value));
    return digits.reduce(
      (product, digit, i) => (digit === 0 ? product : (product * comb[i]![digit - 1]!) % p),
      1n,
    );
  }
  const powers = firstPowers(x.value);
  return digits.reduceRight((product, digit) => {
    const raised = thirtySecondPower(product);
    return digit === 0 ? raised : (raised * powers[digit - 1]!) % p;
  }, 1n);
}

function createComb(x: bigint): Comb {
  const rows: bigint[][] = [firstPowers(x)];
  while (rows.length < DIGITS) rows.push(firstPowers((rows.at(-1)!.at(-1)! * rows.at(-1)![0]!) % p));
  return rows;
}

/** x^1 … x^31. */
function firstPowers(x: bigint): bigint[] {
  const powers = [x];
  while (powers.length < 31) powers.push((powers.at(-1)! * x) % p);
  return powers;
}

function thirtySecondPower(x: bigint): bigint {
  let result = x;
  for (let i = 0; i < 5; i++) result = (result * result) % p;
  return result;
}
