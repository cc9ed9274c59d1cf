/** COSE numbers of EdDSA, ES256 and RS256: what every browser and every security key has. */
export const ALGORITHMS = [-8, -7, -257] as const;
