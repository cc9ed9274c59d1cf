/** How many a second in the slowest stretch of so many seconds; over the whole time where that was shorter. */
export function slowestRate(moments: readonly number[], seconds: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const whole = (last - first) / 1000;
  if (whole <= seconds) return whole > 0 ? (sorted.length - 1) / whole : 0;
  const length = seconds * 1000;
  // The slowest stretch begins at some moment or ends at one.
  const begins = sorted.flatMap((moment) => [moment, moment - length]);
  const fitting = begins.filter((begin) => begin >= first && begin + length <= last);
  return Math.min(...fitting.map((begin) => within(sorted, begin, begin + length))) / seconds;
}

/** Moments after `from` and up to `to`. */
function within(sorted: readonly number[], from: number, to: number): number {
  return countUpTo(sorted, to) - countUpTo(sorted, from);
}

function countUpTo(sorted: readonly number[], moment: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
