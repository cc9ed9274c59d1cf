import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io as connectSocket, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ringBell } from './bell.ts';

const ROOM = 'referendum:Qm8dT3vWz5Kq';
const TIMEOUT = 120_000;

let http: HttpServer;
let house: Server;
let port: number;
const ends: (() => void)[] = [];

beforeEach(async () => {
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  port = (http.address() as AddressInfo).port;
  house = new Server(http, { path: '/live', serveClient: false, perMessageDeflate: false });
  house.on('connection', (socket) => socket.join(ROOM));
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await house.close();
});

const listening = (): number => house.sockets.adapter.rooms.get(ROOM)?.size ?? 0;

/** A frame of text as a client must send it: masked, here with zeros. */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

/** Joins as any page does, and then reads nothing any more. */
async function joinSilently(): Promise<void> {
  const before = listening();
  const socket = connect(port, '127.0.0.1');
  ends.push(() => socket.destroy());
  const head = ['Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  socket.write(['GET /live/?EIO=4&transport=websocket HTTP/1.1', ...head, key, '', ''].join('\r\n'));
  await once(socket, 'data');
  socket.write(frame('40'));
  await vi.waitUntil(() => listening() > before, { timeout: TIMEOUT });
  socket.pause();
}

async function reader(): Promise<{ socket: Socket; heard: () => number }> {
  const socket = connectSocket(`http://127.0.0.1:${port}`, {
    ...{ path: '/live', transports: ['websocket'], reconnection: false, forceNew: true },
  });
  ends.push(() => socket.close());
  let bells = 0;
  socket.on('changed', () => (bells += 1));
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
  return { socket, heard: () => bells };
}

/** Rings until only so many are left, or far more often than any buffer of this machine holds. */
async function ringUntil(left: number): Promise<number> {
  let rung = 0;
  while (listening() > left && rung < 400_000) {
    ringBell(house, ROOM);
    rung += 1;
    if (rung % 20 === 0) await nextTurn();
  }
  return rung;
}

describe('[W-21] a bell for many sockets', () => {
  it(
    'lets go who does not read, with all that waited for them, and is heard by everyone else',
    async () => {
      const { socket, heard } = await reader();
      await joinSilently();
      expect(listening()).toBe(2);
      const conns = [...house.sockets.sockets.values()].map(
        ({ conn }) => conn as unknown as { writeBuffer: [] },
      );
      const rung = await ringUntil(1);
      expect(rung).toBeLessThan(400_000);
      await vi.waitUntil(() => house.sockets.sockets.size === 1, { timeout: TIMEOUT });
      await vi.waitUntil(() => heard() === rung, { timeout: TIMEOUT });
      expect(socket.connected).toBe(true);
      expect(conns.every(({ writeBuffer }) => writeBuffer.length === 0)).toBe(true);
    },
    TIMEOUT,
  );

  it('keeps who reads slowly but reads', async () => {
    const { socket, heard } = await reader();
    for (let rung = 0; rung < 150; rung += 1) ringBell(house, ROOM);
    await vi.waitUntil(() => heard() === 150, { timeout: TIMEOUT });
    expect(socket.connected).toBe(true);
  });
});
