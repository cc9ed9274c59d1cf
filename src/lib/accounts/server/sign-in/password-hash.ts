import { hash, verify } from '@node-rs/argon2';

/** argon2id, OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. The algorithm is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of a random password nobody knows, at the same cost: what unknown addresses are checked against. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$TmDxa4QuAeWKTwmhgSY4Gg$2i7ZCMP2pthp39xpimc56D4SXFlaBTZoE748OgcfR+E';

/** The same letters typed on another keyboard give the same hash (NFKC, as NIST SP 800-63B 3.1.1.2). */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Takes the same time whether or not there is a hash to compare with. */
export async function isRightPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODYS_HASH, password.normalize('NFKC'));
  return passwordHash !== null && isRight;
}
