import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/running/root.ts';
import { makeCertificate } from '../../scripts/starting/certificate.ts';
import { freePort } from '../../scripts/postgres/postmaster.ts';

/** What a start says that cannot succeed, and its exit code. */
function start(
  env: Record<string, string>,
  args: readonly string[] = [],
): { code: number | null; said: string } {
  const all = { ...process.env, ...env };
  const script = inRoot('scripts', 'start.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { env: all, encoding: 'utf8' });
  return { code: status, said: stderr.trim() };
}

describe('npm start says in one sentence what is wrong', () => {
  const taken = createServer();
  let port = '';
  let server: URL;
  beforeAll(async () => {
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    port = String(await freePort());
    server = new URL(process.env.STIMMHAUS_TEST_PG as string);
  });
  afterAll(() => taken.close());

  const expectSentence = (result: { code: number | null; said: string }, words: string): void => {
    expect(result).toEqual({ code: 1, said: expect.stringContaining(words) });
    expect(result.said.split('\n')).toHaveLength(1);
  };

  it('when the port is taken', () => {
    const { port: used } = taken.address() as AddressInfo;
    expectSentence(start({ PORT: String(used) }), `Port ${used} is taken`);
  });

  it.each(['http', '-1', '70000', '3000.5'])('when PORT is %s', (value) => {
    expectSentence(start({ PORT: value }), 'which is not a port');
  });

  it('when the database cannot be reached', () => {
    expectSentence(start({ PORT: port, DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }), 'cannot be reached');
  });

  it('when DATABASE_URL is no address', () => {
    expectSentence(start({ PORT: port, DATABASE_URL: 'localhost' }), 'is not an address');
  });

  it('when the password is wrong', () => {
    const url = new URL(server);
    url.password = 'guessed';
    expectSentence(start({ PORT: port, DATABASE_URL: url.href }), 'does not take the password');
  });

  it('when the database does not exist', () => {
    const url = new URL('/nowhere', server);
    url.username = server.username;
    url.password = server.password;
    expectSentence(start({ PORT: port, DATABASE_URL: url.href }), 'does not exist');
  });

  it('when it is asked for something it does not know', () => {
    expectSentence(start({ PORT: port }, ['--fast']), '--production');
  });
});

describe('the certificate of npm start -- --https', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const { cert, key } = makeCertificate(['localhost', '127.0.0.1', '192.168.178.20'], now);
  const read = new X509Certificate(cert);

  it('is valid for the names of this machine and no other', () => {
    expect(read.checkHost('localhost')).toBe('localhost');
    expect(read.checkIP('192.168.178.20')).toBe('192.168.178.20');
    expect(read.checkHost('example.org')).toBeUndefined();
    expect(read.checkIP('192.168.178.21')).toBeUndefined();
  });

  it('is signed with its own key, no authority, and for a time that browsers take', () => {
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.ca).toBe(false);
    expect(key).toContain('PRIVATE KEY');
    const days = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(397);
    expect(Date.parse(read.validFrom)).toBeLessThan(now.getTime());
  });
});
