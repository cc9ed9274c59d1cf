import type { Socket } from 'socket.io-client';

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Changes that come close together are asked for once. */
const GATHER_MS = 150;

/**
 * Hears when one of the subjects has changed; never what. Resolves to the function that ends it. The socket's code is
 * loaded after the page is there; where no socket can be had, the page just stays as it is.
 */
export async function watchChanges(subjects: readonly Subject[], onChange: () => void): Promise<() => void> {
  const { io } = await import('socket.io-client');
  const socket: Socket = io({ path: '/live', transports: ['websocket', 'polling'] });
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let wasAway = false;
  const ring = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      onChange();
    }, GATHER_MS);
  };
  socket.on('connect', () => {
    for (const subject of subjects) socket.emit('watch', subject);
    if (wasAway) ring();
    wasAway = true;
  });
  socket.on('changed', ring);
  return () => {
    clearTimeout(gathering);
    socket.close();
  };
}
