import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Actor, PersonActor } from '#lib/platform/actor.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { listenTo } from '#lib/platform/server/database.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { subjectRef, type SubjectRef } from '#lib/platform/subject.ts';
import { actorOfCookieHeader } from './actor.ts';
import { ringBell } from './bell.ts';
import { maySee } from './visibility.ts';

const MAX_WATCHED = 20;
/** A socket outlives the end of its session by no more than this. */
const SWEEP_MS = 4000;

interface SocketState {
  cookie: string | undefined;
  /** Whose it is, once that is known. */
  personId?: string;
  /** How often it asked to watch, whether it was let or not: each asking is a question to the database. */
  asked: number;
  watched: Map<string, SubjectRef>;
}

/** Sockets say "changed", never what; who hears it passes the same question as the page, again at each sweep. */
export async function startRealtime(server: HttpServer): Promise<() => Promise<void>> {
  const io = new Server(server, {
    path: '/live',
    serveClient: false,
    maxHttpBufferSize: 4096,
    perMessageDeflate: false,
    transports: ['websocket', 'polling'],
    allowRequest: (req, answer) => answer(null, isOwnOrigin(req)),
  });
  io.on('connection', (socket) => endOnTrouble(socket, welcome(socket)));
  const stopListening = await listenTo('stimmhaus_changed', (text) => {
    ringBell(io, text);
    if (text.startsWith('person:')) void sweep(io, text.slice('person:'.length));
  });
  const timer = setInterval(() => void sweep(io), SWEEP_MS);
  return async () => {
    clearInterval(timer);
    await stopListening().catch(() => {});
    await io.close();
  };
}

/** Sockets pass by the outer server, so scheme and host are judged here. */
function isOwnOrigin({ headers, socket }: IncomingMessage): boolean {
  const { STIMMHAUS_ORIGIN, ALLOWED_HOSTS } = config();
  if (STIMMHAUS_ORIGIN) return headers.origin === STIMMHAUS_ORIGIN;
  const host = headers.host?.toLowerCase() ?? '';
  if (!ALLOWED_HOSTS.includes(host.replace(/:\d+$/, ''))) return false;
  return headers.origin === `${'encrypted' in socket ? 'https' : 'http'}://${host}`;
}

async function welcome(socket: Socket): Promise<void> {
  const state: SocketState = { cookie: socket.handshake.headers.cookie, asked: 0, watched: new Map() };
  socket.data = state;
  const waiting: unknown[] = [];
  let known: PersonActor | null | undefined;
  socket.on('watch', (given: unknown) => {
    state.asked += 1;
    if (state.asked > MAX_WATCHED) return void socket.disconnect(true);
    if (known === undefined) waiting.push(given);
    else if (known) endOnTrouble(socket, watch(socket, known, given));
  });
  known = await actorOfCookieHeader(state.cookie);
  if (!known) return void socket.disconnect(true);
  state.personId = known.personId;
  for (const given of waiting) await watch(socket, known, given);
}

/** What goes wrong for one socket ends that socket, and not the process. */
function endOnTrouble(socket: Socket, work: Promise<void>): void {
  work.catch((error: unknown) => {
    log.warn({ event: 'socket-trouble', code: error instanceof Error ? error.name : 'unknown' });
    socket.disconnect(true);
  });
}

async function watch(socket: Socket, actor: Actor, given: unknown): Promise<void> {
  const parsed = subjectRef.safeParse(given);
  if (!parsed.success) return void socket.disconnect(true);
  if (!(await maySee(actor, parsed.data))) return;
  const room = `${parsed.data.kind}:${parsed.data.id}`;
  (socket.data as SocketState).watched.set(room, parsed.data);
  await socket.join(room);
}

/** Asks again for every socket of this process, or of one person: is the session alive, may it still see all that? */
async function sweep(io: Server, personId?: string): Promise<void> {
  for (const socket of io.sockets.sockets.values()) {
    if (personId !== undefined && (socket.data as SocketState).personId !== personId) continue;
    try {
      await recheck(socket);
    } catch (error) {
      log.warn({ event: 'socket-recheck', code: error instanceof Error ? error.name : 'unknown' });
      socket.disconnect(true);
    }
  }
}

async function recheck(socket: Socket): Promise<void> {
  const state = socket.data as SocketState;
  const actor = await actorOfCookieHeader(state.cookie);
  if (!actor) return void socket.disconnect(true);
  for (const [room, subject] of state.watched) {
    if (await maySee(actor, subject)) continue;
    state.watched.delete(room);
    await socket.leave(room);
  }
}
