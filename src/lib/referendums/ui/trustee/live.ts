/** Asks again this often even where no bell rings. */
const POLL_MS = 4000;

/** Calls `onchange` when something about the referendum changed, and every few seconds anyway. Gives back how to stop. */
export function watchReferendum(uuid: string, onchange: () => void): () => void {
  const timer = setInterval(onchange, POLL_MS);
  let isOver = false;
  let hangUp = (): void => {};
  void import('socket.io-client').then(({ io }) => {
    if (isOver) return;
    const socket = io({ path: '/live', transports: ['websocket', 'polling'] });
    socket.on('connect', () => socket.emit('watch', { kind: 'referendum', id: uuid }));
    socket.on('changed', onchange);
    hangUp = () => socket.close();
  });
  return () => {
    isOver = true;
    clearInterval(timer);
    hangUp();
  };
}
