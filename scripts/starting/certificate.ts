import { generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  bits,
  explicit,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  truth,
  utcTime,
  utf8,
} from './der.ts';

export interface CertificateFiles {
  readonly key: string;
  readonly cert: string;
}

/** Browsers take no longer. */
const DAYS = 397;
const DAY_MS = 86_400_000;

/**
 * A certificate that nobody vouches for, made once for this machine's names: enough to try draw, booth and
 * phones on a secure origin, never for real members.
 */
export function selfSignedCertificate(folder: string, now = new Date()): CertificateFiles {
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  const names = ownNames();
  if (isStillGood(files, names, now)) return files;
  mkdirSync(folder, { recursive: true });
  const { key, cert } = makeCertificate(names, now);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.cert, cert);
  return files;
}

function isStillGood({ key, cert }: CertificateFiles, names: readonly string[], now: Date): boolean {
  if (!existsSync(key) || !existsSync(cert)) return false;
  const old = new X509Certificate(readFileSync(cert));
  const covers = (name: string) => (isIPv4(name) ? old.checkIP(name) : old.checkHost(name));
  return Date.parse(old.validTo) - now.getTime() > 7 * DAY_MS && names.every(covers);
}

function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const own = addresses.filter((one) => one.family === 'IPv4').map((one) => one.address);
  return [...new Set(['localhost', '127.0.0.1', ...own])];
}

export function makeCertificate(names: readonly string[], now: Date): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = toBeSigned(names, now, publicKey);
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_SHA256, bits(signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

// RFC 5758, section 3.2
const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const COMMON_NAME = objectId('2.5.4.3');
// RFC 5280, section 4.2.1
const BASIC_CONSTRAINTS = objectId('2.5.29.19');
const ALTERNATIVE_NAMES = objectId('2.5.29.17');
const SERVER_AUTH_USAGE = sequence(objectId('2.5.29.37'), octets(sequence(objectId('1.3.6.1.5.5.7.3.1'))));

/** RFC 5280, section 4.1: version 3, issuer and subject the same. */
function toBeSigned(names: readonly string[], now: Date, publicKey: KeyObject): Buffer {
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const subject = sequence(set(sequence(COMMON_NAME, utf8('Stimmhaus (self-signed)'))));
  const validity = sequence(
    utcTime(new Date(now.getTime() - DAY_MS)),
    utcTime(new Date(now.getTime() + (DAYS - 1) * DAY_MS)),
  );
  const version3 = explicit(0, integer(Buffer.from([2])));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = explicit(3, sequence(leafOnly(), SERVER_AUTH_USAGE, alternatives(names)));
  return sequence(version3, integer(serial), ECDSA_SHA256, subject, validity, subject, key, extensions);
}

const leafOnly = (): Buffer => sequence(BASIC_CONSTRAINTS, truth(), octets(sequence()));

function alternatives(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIPv4(name) ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name)),
  );
  return sequence(ALTERNATIVE_NAMES, octets(sequence(...entries)));
}
