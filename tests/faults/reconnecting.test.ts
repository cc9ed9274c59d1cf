import { createServer, connect, type AddressInfo, type Server, type Socket as TcpSocket } from 'node:net';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeDatabase, openDatabase, transact } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { watchChanges } from '#lib/ui/live/watch.ts';
import { ask } from '../attacks/asking.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { makePerson, plantTree } from '../support/people.ts';
import { signInAs, type SignedInAs } from '../support/session.ts';

/** Five thousand come back as well (25 s on two cores); a test machine may not open as many files. */
const PAGES = 1_000;
const TIMEOUT = 180_000;

let house: TestHouse;
let line: Line;
let member: SignedInAs;
const sockets: Socket[] = [];
const ends: (() => void)[] = [];

/** The line between the pages and the house; it can be cut for all of them at once. */
interface Line {
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): void;
}

async function layLine(to: number): Promise<Line> {
  const through = new Set<TcpSocket>();
  let isCut = false;
  const server: Server = createServer((page) => {
    if (isCut) return void page.destroy();
    const far = connect(to, '127.0.0.1');
    for (const end of [page, far]) {
      through.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => through.delete(end));
    }
    page.pipe(far).pipe(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      for (const end of through) end.destroy();
    },
    mend: () => void (isCut = false),
    close: () => void server.close(),
  };
}

async function open(options: Partial<ManagerOptions & SocketOptions>): Promise<Socket> {
  const extraHeaders = { cookie: member.cookie, origin: line.url };
  const socket = io(line.url, { ...options, transports: ['websocket'], forceNew: true, extraHeaders });
  sockets.push(socket);
  return Promise.resolve(socket);
}

beforeAll(async () => {
  house = await startTestHouse({ env: { LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  line = await layLine(Number(new URL(house.url).port));
  const { kreis1 } = await plantTree();
  member = await signInAs(await makePerson({ memberOf: kreis1 }), { secondFactor: false });
}, TIMEOUT);
afterAll(async () => {
  for (const end of ends) end();
  line?.close();
  await closeDatabase();
  await house?.stop();
});

/** What was rung before has been heard by all. */
async function isQuiet(changes: readonly number[]): Promise<void> {
  let last = '';
  await vi.waitUntil(
    () => {
      const isSame = last === changes.join();
      last = changes.join();
      return isSame;
    },
    { timeout: TIMEOUT, interval: 1000 },
  );
}

describe('[F-07] pages that are all dropped at once', () => {
  it(
    'come back each after a wait of its own, have missed nothing, and the house answers meanwhile',
    async () => {
      const changes = Array.from({ length: PAGES }, () => 0);
      const subject = { kind: 'person', id: member.actor.personId };
      const ring = () => transact((tx) => ringChanged(tx, subject));
      for (let page = 0; page < PAGES; page += 1) {
        ends.push(await watchChanges([subject], () => void (changes[page]! += 1), open));
      }
      await vi.waitUntil(
        async () => {
          await ring();
          return changes.every((heard) => heard > 0);
        },
        { timeout: TIMEOUT, interval: 500 },
      );
      await isQuiet(changes);
      line.cut();
      await vi.waitUntil(() => sockets.every(({ connected }) => !connected), { timeout: TIMEOUT });
      const before = [...changes];
      await ring();
      expect(changes).toEqual(before);

      line.mend();
      while (sockets.some(({ connected }) => !connected)) {
        expect((await ask(house, '/health/ready')).status).toBe(200);
        expect((await ask(house, '/me', {})).status).toBe(303);
      }
      await vi.waitUntil(() => changes.every((heard, page) => heard > before[page]!), { timeout: TIMEOUT });
      for (const { io: manager } of sockets) {
        expect(manager.randomizationFactor()).toBeGreaterThanOrEqual(0.5);
        expect(manager.reconnectionDelayMax()).toBeGreaterThanOrEqual(10_000);
      }
    },
    TIMEOUT,
  );
});
