/** The eight points of edwards25519 whose order divides 8, in our canonical form (big-endian); the first is neutral. */
export const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000001',
  '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '8000000000000000000000000000000000000000000000000000000000000000',
  '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7',
  'fa03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7',
  '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027c2c28f95e826',
  '85fc536d880238b13933c6d305acdfd5f098eff289f4c345b027c2c28f95e826',
];

/** Other spellings of points: y not reduced modulo p, or a sign on x = 0. */
export const NOT_CANONICAL = [
  '8000000000000000000000000000000000000000000000000000000000000001',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec',
  '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed',
  '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0',
];
