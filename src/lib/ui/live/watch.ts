import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client';

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Opens the socket to the house that the page came from; its code is loaded after the page is there. */
type OpenSocket = (options: Partial<ManagerOptions & SocketOptions>) => Promise<Socket>;

/** Changes that come close together are asked for once. */
const GATHER_MS = 150;

/** When all are dropped at once, each comes back after a wait of its own, so that they do not come all at once. */
const OPTIONS = {
  path: '/live',
  transports: ['websocket', 'polling'],
  reconnectionDelay: 1000,
  reconnectionDelayMax: 15_000,
  randomizationFactor: 0.5,
};

/**
 * Hears when one of the subjects has changed; never what. Resolves to the function that ends it. Where no socket can be
 * had, the page just stays as it is.
 */
export async function watchChanges(
  subjects: readonly Subject[],
  onChange: () => void,
  open: OpenSocket = openHere,
): Promise<() => void> {
  const socket = await open(OPTIONS);
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

async function openHere(options: Parameters<OpenSocket>[0]): Promise<Socket> {
  const { io } = await import('socket.io-client');
  return io(options);
}
