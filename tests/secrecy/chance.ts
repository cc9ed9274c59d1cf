/**
 * The fewest hits among `tries` which mere chance exceeds with less than `risk`, if each try hits with `chance`:
 * the binomial distribution's upper bound.
 */
export function mostByChance(tries: number, chance: number, risk: number): number {
  let term = tries * Math.log1p(-chance);
  let beyond = 1 - Math.exp(term);
  let hits = 0;
  while (beyond > risk && hits < tries) {
    term += Math.log((tries - hits) / (hits + 1)) + Math.log(chance / (1 - chance));
    hits += 1;
    beyond = hits > tries * chance ? tail(tries, chance, { hits, term }) : beyond - Math.exp(term);
  }
  return hits;
}

/** The probability of more than `hits`, summed from the small end so that no rounding swallows it. */
function tail(tries: number, chance: number, from: { readonly hits: number; readonly term: number }): number {
  let { hits, term } = from;
  let sum = 0;
  while (hits < tries) {
    term += Math.log((tries - hits) / (hits + 1)) + Math.log(chance / (1 - chance));
    hits += 1;
    const more = Math.exp(term);
    sum += more;
    if (more < sum * 1e-12) break;
  }
  return sum;
}
