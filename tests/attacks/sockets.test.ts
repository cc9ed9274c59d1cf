import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase, transact } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { makePerson, plantTree } from '../support/people.ts';
import { signInAs, type SignedInAs } from '../support/session.ts';
import { ask, rawExchange, statusesOf } from './asking.ts';

let house: TestHouse;
let member: SignedInAs;
let other: SignedInAs;
const open: Socket[] = [];

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  const { kreis1, kreis2 } = await plantTree();
  member = await signInAs(await makePerson({ memberOf: kreis1 }), { secondFactor: false });
  other = await signInAs(await makePerson({ memberOf: kreis2 }), { secondFactor: false });
});
afterEach(() => open.splice(0).forEach((socket) => socket.close()));
afterAll(async () => {
  await closeDatabase();
  await house?.stop();
});

interface Knock {
  readonly cookie?: string;
  readonly origin?: string | null;
  readonly query?: Record<string, string>;
  readonly transport?: 'websocket' | 'polling';
}

function knock({ cookie, origin = house.url, query = {}, transport = 'websocket' }: Knock): Socket {
  const extraHeaders = { ...(cookie && { cookie }), ...(origin !== null && { origin }) };
  const options = { path: '/live', transports: [transport], reconnection: false, forceNew: true };
  const socket = io(house.url, { ...options, extraHeaders, query, auth: query });
  open.push(socket);
  return socket;
}

/** `refused` before there was a socket, `ended` by the house after it. */
function fate(socket: Socket): Promise<'refused' | 'ended'> {
  return new Promise((resolve) => {
    socket.once('connect_error', () => resolve('refused'));
    socket.once('disconnect', () => resolve('ended'));
  });
}

const subjectOf = ({ actor }: SignedInAs) => ({ kind: 'person', id: actor.personId });
const ring = (who: SignedInAs) => transact((tx) => ringChanged(tx, subjectOf(who)));

/** Resolves when this socket has heard that its own subject changed; gathers all it hears until then. */
async function hearing(socket: Socket, own: SignedInAs): Promise<string[]> {
  const heard: string[] = [];
  const mine = `person:${own.actor.personId}`;
  const until = new Promise<void>((resolve) => {
    socket.on('changed', (text: string) => {
      heard.push(text);
      if (text === mine) resolve();
    });
  });
  const again = setInterval(() => void ring(own), 100);
  await until.finally(() => clearInterval(again));
  return heard;
}

describe('[W-21] a socket', () => {
  it.each(['websocket', 'polling'] as const)(
    'tells a member by %s that their own has changed',
    async (transport) => {
      const socket = knock({ cookie: member.cookie, transport });
      socket.emit('watch', subjectOf(member));
      expect(await hearing(socket, member)).toEqual([`person:${member.actor.personId}`]);
    },
  );

  it.each(['websocket', 'polling'] as const)('is refused by %s from any other origin', async (transport) => {
    const foreign = [
      'http://evil.example',
      'null',
      `${house.url}.evil.example`,
      house.url.replace('http', 'https'),
    ];
    for (const origin of [...foreign, null]) {
      expect(await fate(knock({ cookie: member.cookie, origin, transport })), String(origin)).toBe('refused');
    }
  });

  it('is refused under another name of the house, though origin and name agree', async () => {
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const upgrade = (host: string): string =>
      [
        'GET /live/?EIO=4&transport=websocket HTTP/1.1',
        `Host: ${host}`,
        `Origin: http://${host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Extensions: permessage-deflate',
        key,
        '',
        '',
      ].join('\r\n');
    const { host } = new URL(house.url);
    expect(await rawExchange(house.url, upgrade(host), { until: '\r\n\r\n' })).toMatch(/^HTTP\/1.1 101 /);
    const refused = await rawExchange(house.url, upgrade('evil.example'));
    expect(statusesOf(refused)).toEqual([400]);
    expect(refused).toContain('orbidden');
  });

  it('ends at once without a session, with an invented, a planted and a dead one', async () => {
    const dead = await signInAs(member.actor.personId, { secondFactor: false });
    await ask({ url: house.url, cookie: dead.cookie }, '/sign-out?', {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: house.url },
    });
    const invented = `${member.name}=${'a'.repeat(40)}`;
    for (const cookie of [undefined, '', invented, `${member.name}=`, dead.cookie]) {
      expect(await fate(knock({ cookie })), cookie).toBe('ended');
    }
  });

  it('takes no session from its address or its greeting', async () => {
    const { name, value } = member;
    const query = {
      [name]: value,
      token: value,
      cookie: member.cookie,
      session: value,
      authorization: value,
    };
    expect(await fate(knock({ query }))).toBe('ended');
  });

  it('hears nothing of what its person may not see, and of what does not exist', async () => {
    const socket = knock({ cookie: member.cookie });
    const foreign = [
      subjectOf(other),
      { kind: 'account', id: other.actor.accountId },
      { kind: 'constructor', id: other.actor.personId },
      { kind: 'referendum', id: 'Qm8dT3vWz5Kq' },
    ];
    for (const subject of foreign) socket.emit('watch', subject);
    socket.emit('watch', subjectOf(member));
    const heard = hearing(socket, member);
    await ring(other);
    expect(new Set(await heard)).toEqual(new Set([`person:${member.actor.personId}`]));
  });

  it.each<readonly [string, unknown]>([
    ['no subject', null],
    ['a text', 'person:*'],
    ['an inherited kind', { kind: '__proto__', id: 'x' }],
    ['a byte that no text has', { kind: 'referendum', id: 'a\u0000' }],
    ['an id as a list', { kind: 'person', id: ['x'] }],
    ['too long an id', { kind: 'person', id: 'x'.repeat(81) }],
    ['a room of all', { kind: 'person', id: '*' }],
  ])('ends when it watches %s, and only that socket', async (_what, subject) => {
    const bystander = knock({ cookie: member.cookie });
    bystander.emit('watch', subjectOf(member));
    await hearing(bystander, member);
    const socket = knock({ cookie: other.cookie });
    socket.emit('watch', subject);
    expect(await fate(socket)).toBe('ended');
    expect(bystander.connected).toBe(true);
    expect((await ask(house, '/health/ready')).status).toBe(200);
  });

  it('ends when it asks to watch more than a page has, though it asks all at once', async () => {
    const socket = knock({ cookie: member.cookie });
    for (let i = 0; i < 20_000; i++) socket.emit('watch', { kind: 'referendum', id: `r${i}` });
    expect(await fate(socket)).toBe('ended');
    const patient = knock({ cookie: member.cookie });
    for (let i = 0; i < 19; i++) patient.emit('watch', { kind: 'referendum', id: `r${i}` });
    patient.emit('watch', subjectOf(member));
    await hearing(patient, member);
    patient.emit('watch', subjectOf(member));
    expect(await fate(patient)).toBe('ended');
    expect((await ask(house, '/health/ready')).status).toBe(200);
  });

  it.each([4097, 1_000_000])('ends on a frame of %i bytes', async (size) => {
    const socket = knock({ cookie: member.cookie });
    socket.emit('watch', { kind: 'person', id: 'x'.repeat(size) });
    expect(await fate(socket)).toBe('ended');
    expect((await ask(house, '/health/ready')).status).toBe(200);
  });

  it('unpacks nothing: no compression is agreed to', async () => {
    const socket = knock({ cookie: member.cookie });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const engine = socket.io.engine as unknown as { transport: { ws?: { extensions?: string } } };
    expect(engine.transport.ws?.extensions).toBe('');
  });
});
