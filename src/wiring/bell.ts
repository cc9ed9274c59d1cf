import type { Server } from 'socket.io';

/** So many bells may lie unread before a socket is taken for one that does not read. */
const MOST_UNREAD = 200;

/**
 * Tells all who watch that something has changed. Who does not read is let go with all that waits for them, so that
 * nothing piles up here; whoever comes back asks everything again (`ui/live/watch.ts`), and so has missed nothing.
 */
export function ringBell(io: Server, room: string): void {
  io.to(room).emit('changed', room);
  for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
    const { conn } = io.sockets.sockets.get(id) ?? {};
    const unread = (conn as unknown as { readonly writeBuffer: readonly unknown[] } | undefined)?.writeBuffer;
    if (conn && unread && unread.length > MOST_UNREAD) conn.close(true);
  }
}
