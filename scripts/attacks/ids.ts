/** A requirement (R) or an attack that the house must withstand, as tests name it in brackets. */
export interface Id {
  readonly id: string;
  /** 1 blocks a release; requirements have none. */
  readonly priority: 1 | 2 | null;
}

/**
 * Requirements; attacks on cryptography (C), ballot box and board (B), web (W), privacy (P); faults (F). Numbers
 * that are missing were never given.
 */
const NUMBERS: readonly (readonly [string, 1 | 2 | null, string])[] = [
  [
    'R',
    null,
    '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66',
  ],
  ['C', 1, '01 02 03 05 06 07 09 10 11 13 14 15 17 18 19 21 31'],
  ['C', 2, '22 23 25 26 27 29 30'],
  ['B', 1, '01 02 03 05 06 07 09 10 11 13 14 15 17 18 19 21 23 25'],
  ['B', 2, '22 26 27'],
  ['W', 1, '01 02 03 05 06 07 09 10 11 13 14 15 17 18 19 21 22 23 25 27 33 34 35'],
  ['W', 2, '26 29 30 31'],
  ['P', 1, '02 03 04 06 07 11 15'],
  ['P', 2, '08 10 12 14'],
  ['F', 1, '01 03 04 05 07 08 09 11 12 13'],
  ['F', 2, '15 16 17'],
];

export const IDS: readonly Id[] = NUMBERS.flatMap(([letter, priority, numbers]) =>
  numbers.split(' ').map((number) => ({ id: `${letter}-${number}`, priority })),
);
