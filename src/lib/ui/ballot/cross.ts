/** Four crosses made by hand, so that no two rows look stamped. Drawn in a box of 40 × 40, two strokes each. */
export const CROSSES: readonly (readonly [string, string])[] = [
  ['M8 7c6 9 14 17 25 26', 'M33 8C25 14 14 25 7 34'],
  ['M9 6c4 8 13 20 23 29', 'M32 6c-6 10-16 20-25 27'],
  ['M6 9c9 6 19 15 27 25', 'M34 7C28 17 17 27 8 33'],
  ['M10 5c5 11 12 20 21 30', 'M34 10C24 15 13 24 6 32'],
];

/** Always the same cross for the same row. */
export function crossFor(number: number): readonly [string, string] {
  return CROSSES[Math.abs(Math.trunc(number)) % CROSSES.length] ?? ['', ''];
}
