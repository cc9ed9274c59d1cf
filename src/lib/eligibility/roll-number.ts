import { type RandomBytes, randomBytes } from '#lib/platform/ids.ts';

/** A number from 0 to `below − 1`, each as likely as the others. */
export function randomBelow(below: number, random: RandomBytes = randomBytes): number {
  const fair = 2 ** 32 - (2 ** 32 % below);
  for (;;) {
    const bytes = random(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (drawn < fair) return drawn % below;
  }
}

/** The same things in random order (Fisher–Yates), every order as likely as the others. */
export function shuffled<T>(given: readonly T[], random: RandomBytes = randomBytes): T[] {
  const drawn = [...given];
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = randomBelow(last + 1, random);
    [drawn[last], drawn[other]] = [drawn[other] as T, drawn[last] as T];
  }
  return drawn;
}
